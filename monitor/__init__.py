"""A self-hosted monitor of policy on medical equipment: fetch, clean, version, read targets, alert on change.

Imports nothing, so that `import monitor` is free; see docs/architecture.md for the floors.
"""

__version__ = "0.1.0"
