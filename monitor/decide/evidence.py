"""A response as it came, and as it is kept."""

from __future__ import annotations

from monitor.types import Body, Snapshot


def body_of(snapshot: Snapshot) -> Body:
    """A stored Snapshot as the Body it was."""
    return Body(
        url=snapshot.url,
        final_url=snapshot.final_url,
        status=snapshot.status,
        headers=snapshot.headers,
        content=snapshot.content,
        sha256=snapshot.sha256,
        fetched_at=snapshot.fetched_at,
        took_s=0.0,
    )


def snapshot_of(body: Body) -> Snapshot:
    """What is kept of a Body as evidence."""
    return Snapshot(
        sha256=body.sha256,
        url=body.url,
        final_url=body.final_url,
        status=body.status,
        headers=body.headers,
        fetched_at=body.fetched_at,
        content=body.content,
    )
