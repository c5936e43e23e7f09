"""Secrets by reference: a variable of the environment, alone or inside a text as `${NAME}`."""

from __future__ import annotations

import re
from collections.abc import Mapping

#: Prefix of the variables of `monitor.config.settings`, which sources.yaml may not name.
RESERVED_PREFIX = "MONITOR_"

_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*\Z")
_REFERENCE = re.compile(r"\$\{([^}]*)\}")


def parse_variable(name: str) -> str:
    """The name of a variable that sources.yaml may use.

    Raises:
        ValueError: it cannot be one, or is that of a setting.
    """
    if not _NAME.match(name):
        raise ValueError(f'"{name}" cannot be the name of an environment variable')
    if name.startswith(RESERVED_PREFIX):
        raise ValueError(f'"{name}": names that begin with {RESERVED_PREFIX} are settings; choose another name')
    return name


def parse_template(text: str) -> str:
    """The text, when what it refers to can be variables.

    Raises:
        ValueError: a `${…}` in it names none.
    """
    for name in _REFERENCE.findall(text):
        parse_variable(name)
    return text


def variable(name: str, environ: Mapping[str, str]) -> str:
    """Its value, without blanks around it.

    Raises:
        ValueError: it is not set, or empty.
    """
    value = environ.get(name, "").strip()
    if not value:
        raise ValueError(f"environment variable {name} is not set")
    return value


def filled(text: str, environ: Mapping[str, str]) -> str:
    """The text with each `${NAME}` replaced.

    Raises:
        ValueError: a variable is not set.
    """
    return _REFERENCE.sub(lambda match: variable(match[1], environ), text)
