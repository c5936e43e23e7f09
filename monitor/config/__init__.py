"""What the user set: the environment's settings and sources.yaml, read once into frozen objects.

settings.py   MONITOR_* variables -> Settings
sources.py    sources.yaml -> SourcesFile; marked.py (YAML with lines), schema.py (keys), wording.py (errors)
periods.py    6h, cron expressions, times to send
patterns.py   regular expressions, selectors, addresses
"""

from monitor.config.problem import Problem
from monitor.config.settings import Settings, SmtpSettings, load_settings
from monitor.config.sources import SourcesFile, check_sources, load_sources

__all__ = [
    "Problem",
    "Settings",
    "SmtpSettings",
    "SourcesFile",
    "check_sources",
    "load_settings",
    "load_sources",
]
