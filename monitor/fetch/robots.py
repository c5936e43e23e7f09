"""robots.txt: read once a day for each origin, by the rules of RFC 9309."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from protego import Protego

from monitor.types import Body, FailureKind, Fetched, FetchFailure
from monitor.types.host import KeptRobots

#: RFC 9309 §2.4: not used longer than a day; §2.5: at least 500 KiB are read.
TTL = timedelta(hours=24)
#: Asked again sooner when the server could not say.
TROUBLE_TTL = timedelta(minutes=5)
MAX_BYTES = 512_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What one origin allows to one user agent."""

    #: None allows everything.
    parsed: Protego | None
    #: The product token the rules are looked up by.
    agent: str
    expires_at: datetime
    #: Set when the server could not say: nothing is fetched, and this is why.
    trouble: FetchFailure | None = None
    crawl_delay_s: float = 0.0

    def allow(self, url: str) -> bool:
        """Whether the address may be fetched."""
        return self.parsed is None or self.parsed.can_fetch(url, self.agent)


def product_token(user_agent: str) -> str:
    """The name that robots.txt knows a program by: `monitor/1.0 (+https://…)` is `monitor` (RFC 9309 §2.2.1)."""
    return user_agent.split("/", 1)[0].split(" ", 1)[0]


def kept_of(answer: Fetched) -> KeptRobots:
    """What the answer to `/robots.txt` comes to.

    RFC 9309 §2.3.1: 2xx is read, 4xx allows everything, 5xx and no answer allow nothing for now.
    """
    if isinstance(answer, FetchFailure):
        return KeptRobots(expires_in_s=TROUBLE_TTL.total_seconds(), trouble=answer)
    if isinstance(answer, Body) and answer.status >= 500:
        return KeptRobots(expires_in_s=TROUBLE_TTL.total_seconds(), trouble=_unsaid(answer))
    if not isinstance(answer, Body) or not 200 <= answer.status < 300 or _is_html(answer):
        return KeptRobots(expires_in_s=TTL.total_seconds())
    return KeptRobots(expires_in_s=TTL.total_seconds(), content=answer.content[:MAX_BYTES])


def rules_of(kept: KeptRobots, agent: str, now: datetime) -> Rules:
    """What one program may fetch by it."""
    expires_at = now + timedelta(seconds=kept.expires_in_s)
    if kept.content is None:
        return Rules(parsed=None, agent=agent, expires_at=expires_at, trouble=kept.trouble)
    parsed = Protego.parse(kept.content.decode("utf-8", errors="replace"))
    return Rules(
        parsed=parsed, agent=agent, expires_at=expires_at, crawl_delay_s=max(0.0, parsed.crawl_delay(agent) or 0.0)
    )


def _is_html(answer: Body) -> bool:
    """A page in place of the file: sites that answer every address with their home page or a wall."""
    return answer.content[:512].lstrip().lower().startswith((b"<!doctype", b"<html", b"<script"))


def _unsaid(answer: Body) -> FetchFailure:
    return FetchFailure(
        url=answer.url,
        kind=FailureKind.ROBOTS,
        message=f"the site's robots.txt answers {answer.status}, so that nothing may be fetched; tried again later",
        retryable=True,
        retry_after_s=TROUBLE_TTL.total_seconds(),
        fetched_at=answer.fetched_at,
        took_s=answer.took_s,
    )
