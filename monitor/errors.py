"""Every error this program raises on purpose, as one tree.

    MonitorError                 one clear line for the person at the terminal; exit code 1
    ├── UsageError               a wrong argument: what was asked for does not exist or makes no sense; exit code 2
    ├── ConfigError              settings or sources.yaml: names file, line and key; exit code 2
    ├── StorageError             the database cannot be used; stops the worker
    │   ├── SchemaError          the database is older or newer than the program
    │   ├── StorageBusyError      another process holds it
    │   └── BlobError            stored content is missing or does not have its hash
    └── ExtractError             a file given to `monitor extract` is of a kind nobody can read here

Failures of a fetch or of a delivery are data (`FetchFailure`, `SendFailure`), not errors: they are expected, recorded
and retried.
"""

from __future__ import annotations


class MonitorError(Exception):
    """Base of the tree. `str(error)` is one line that says what to do."""

    #: What a command that ends with this error returns to the shell.
    exit_code: int = 1


class UsageError(MonitorError):
    """The command line asks for something that does not exist or makes no sense."""

    exit_code = 2


class ConfigError(MonitorError):
    """Settings or sources.yaml cannot be used.

    `path` and `line` (1-based) say where, when the trouble is in a file.
    """

    exit_code = 2

    def __init__(self, message: str, *, path: str | None = None, line: int | None = None) -> None:
        where = "" if path is None else f"{path}: " if line is None else f"{path}:{line}: "
        super().__init__(where + message)
        self.path = path
        self.line = line


class StorageError(MonitorError):
    """The database cannot be read or written: full disk, no permission, lost connection, corrupt file."""


class SchemaError(StorageError):
    """The database's schema is not the one this program works with."""


class StorageBusyError(StorageError):
    """Another process holds the database, or the right to run the service on it."""


class BlobError(StorageError):
    """Stored content is missing or damaged. `sha256` names it."""

    def __init__(self, message: str, *, sha256: str) -> None:
        super().__init__(message)
        self.sha256 = sha256


class ExtractError(MonitorError):
    """The input is of a kind that cannot be read as a Document."""
