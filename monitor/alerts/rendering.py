"""Templates: the program's own, and those of users, in a sandbox."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from jinja2 import PackageLoader, StrictUndefined, TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from monitor.alerts.cleaning import clean


def bodies(facts: Mapping[str, object], template: str | None) -> tuple[str, str]:
    """Text and HTML: the program's own, or what the user's template makes of the same facts.

    A template that fails or reaches for what it must not see loses no alert: the program's own text is sent, with a
    line that says what is wrong.
    """
    environment = _environment()
    own = environment.get_template("message.txt").render(facts)
    if template is None:
        return own, environment.get_template("message.html").render(facts)
    try:
        text = environment.overlay(autoescape=False, finalize=_readable).from_string(template).render(facts)
    except (TemplateError, ArithmeticError, LookupError, TypeError, ValueError) as error:
        text = f"{own}\nThe template of this channel failed: {clean(str(error)) or type(error).__name__}\n"
    return text, environment.get_template("plain.html").render(facts, text=text)


def _readable(value: object) -> object:
    """What a template shows of a value: lists as lines, what stands together in one line."""
    if not isinstance(value, (tuple, list)):
        return value
    return "\n".join(" ".join(filter(None, map(str, one))) if isinstance(one, tuple) else str(one) for one in value)


@lru_cache(maxsize=1)
def _environment() -> ImmutableSandboxedEnvironment:
    """Templates see cleaned data only; HTML is escaped whatever a template forgets."""
    return ImmutableSandboxedEnvironment(
        loader=PackageLoader("monitor.alerts"),
        autoescape=lambda name: name is None or not name.endswith(".txt"),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
