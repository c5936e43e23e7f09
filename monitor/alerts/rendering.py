"""Templates: the program's own, and those of users, in a sandbox."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from jinja2 import DictLoader, PackageLoader, StrictUndefined, TemplateError, TemplateNotFound
from jinja2.sandbox import ImmutableSandboxedEnvironment

from monitor.alerts.cleaning import clean, safe_url


def bodies(facts: Mapping[str, Any], template: str | None) -> tuple[str, str]:
    """Text and HTML: the program's own, or what the user's template makes of the same facts.

    A template that fails or reaches for what it must not see loses no alert: the program's own text is sent, with a
    line that says what is wrong.
    """
    environment = _environment()
    own = environment.get_template("message.txt").render(facts)
    if template is None:
        return own, environment.get_template("message.html").render(facts)
    try:
        # Nothing to load from: neither files of the machine nor the program's own can be included.
        users = environment.overlay(autoescape=False, finalize=_readable, loader=DictLoader({}))
        text = users.from_string(template).render(facts)
    except (TemplateError, ArithmeticError, LookupError, TypeError, ValueError) as error:
        words: Mapping[str, str] = facts["words"]
        text = f"{own}\n{words['template_failed']}{words['colon']}{_trouble(error, words)}\n"
    return text, environment.get_template("plain.html").render(facts, text=text)


def _trouble(error: Exception, words: Mapping[str, str]) -> str:
    """What is wrong with a template; jinja2 says of an include no more than its name."""
    if isinstance(error, TemplateNotFound):
        return words["no_include"].format(name=clean(str(error)))
    return clean(str(error)) or type(error).__name__


def _readable(value: object) -> object:
    """What a template shows of a value: lists as lines, what stands together in one line."""
    if not isinstance(value, (tuple, list)):
        return value
    return "\n".join(" ".join(filter(None, map(str, one))) if isinstance(one, tuple) else str(one) for one in value)


@lru_cache(maxsize=1)
def _environment() -> ImmutableSandboxedEnvironment:
    """Templates see cleaned data only; HTML is escaped whatever a template forgets."""
    environment = ImmutableSandboxedEnvironment(
        loader=PackageLoader("monitor.alerts"),
        autoescape=lambda name: name is None or not name.endswith(".txt"),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["safe_url"] = safe_url
    return environment
