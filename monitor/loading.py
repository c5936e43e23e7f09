"""Packages that load a module when something of it is first asked for.

A check of a page that has not changed needs none of what reads pages, a crawl none of what serves. So a package that
offers much names its parts once for those who read types, and once for the program:

    if TYPE_CHECKING:
        from monitor.extract.read import extract
    else:
        __getattr__ = on_demand(__name__, read=("extract",))

A name is not to be that of a module beside it: the module, once loaded, would stand in its place (PEP 562).
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from importlib import import_module


def on_demand(package: str, **names: tuple[str, ...]) -> Callable[[str], object]:
    """A `__getattr__` for a package: what is in each of its modules, loaded with the first use."""
    places = {name: module for module, offered in names.items() for name in offered}

    def load(name: str) -> object:
        if name not in places:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        value: object = getattr(import_module(f"{package}.{places[name]}"), name)
        setattr(sys.modules[package], name, value)
        return value

    return load
