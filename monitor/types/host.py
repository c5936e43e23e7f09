"""What the workers of one installation tell each other of a host, and of who does what."""

from __future__ import annotations

from dataclasses import dataclass, field

from monitor.types.page import FetchFailure


@dataclass(frozen=True, slots=True, kw_only=True)
class HostState:
    """How a host is to be treated, as durations from now: machines need not agree on the time of day."""

    #: Least seconds until the next request.
    rest_s: float = 0.0
    #: Seconds for which the host is left alone altogether: Retry-After, or the breaker.
    held_s: float = 0.0
    #: Why, for a person.
    why_held: str = ""
    #: The adaptive part of the rest between requests.
    delay_s: float = 0.0
    #: Requests in a row that failed.
    failures: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class HostTurn:
    """The answer to a worker that wants to ask a host for something."""

    #: Nobody else asks the host now, and it wants to be asked: the turn is the caller's, who gives it back.
    taken: bool
    state: HostState
    #: Seconds for which another worker's turn lasts at most.
    busy_s: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptRobots:
    """What an origin's /robots.txt came to."""

    expires_in_s: float
    #: The file; None when there is none, which allows everything.
    content: bytes | None = None
    #: Why nothing may be fetched for now, when the server could not say.
    trouble: FetchFailure | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DuePage:
    """A Page whose check is to be put into the queue."""

    id: int
    #: The job is for this state of the Page: it is void once the Page has moved on.
    revision: int
    #: Host and port of its address: only one page of a host is checked at a time.
    host: str


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueFigures:
    """How full the queue is."""

    #: Checks that wait or are under way, by host.
    checks: dict[str, int]
    #: Jobs that ended badly lately.
    failed: int = 0
    #: Workers whose heartbeat is fresh.
    workers: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class JobTable:
    """Where the jobs of one installation stand, and what is said there to take and to end many at once."""

    #: For people, without a password.
    location: str
    #: As libpq reads an address; may hold a password.
    conninfo: str = field(repr=False)
    #: Takes `most` jobs of `queues` for `worker_id`.
    claim: str
    #: Ends jobs by their `ids`, well; gives those that it found.
    finish: str
