"""`monitor alerts`: the outbox."""

from __future__ import annotations

import asyncio
from typing import Annotated

import typer

from monitor.app import App
from monitor.cli.context import opened
from monitor.cli.output import clean, emit, moment, say, short, table
from monitor.cli.pages import JsonOption
from monitor.deliver import DeliveryReport
from monitor.errors import StorageBusyError, UsageError
from monitor.ports import Store
from monitor.types import AlertState

app = typer.Typer(help="Alerts on their way.", no_args_is_help=True)


@app.command("list")
def list_(
    state: Annotated[list[AlertState] | None, typer.Option(help="Only alerts in this state.")] = None,
    channel: Annotated[str | None, typer.Option(help="Only alerts to this channel.")] = None,
    before: Annotated[int | None, typer.Option(help="Only alerts with a lower number: the next part.")] = None,
    limit: Annotated[int, typer.Option(min=1, help="At most so many.")] = 50,
    as_json: JsonOption = False,
) -> None:
    """List alerts, newest first, with what became of them."""
    with opened() as (_, store):
        found = store.alerts(states=state or None, channel=channel, before=before, limit=limit)
    if as_json:
        for alert in found:
            emit(alert)
        return
    table(
        ("#alert", "state", "channel", "rule", "due", "#attempts", "what", "trouble"),
        (
            (
                alert.id,
                alert.state.value,
                alert.channel,
                alert.rule,
                alert.due_at,
                alert.attempts,
                short(alert.change.summary if alert.change else alert.change_key, 80),
                clean(alert.trouble),
            )
            for alert in found
        ),
        empty="no alerts",
    )
    if len(found) == limit:
        say(f"… more: monitor alerts list --before {found[-1].id}")


@app.command("test")
def try_rule(
    rule: Annotated[str, typer.Argument(metavar="RULE", help="Name of a rule under alerts: in sources.yaml.")],
    last: Annotated[int, typer.Option(min=1, help="How many of the latest changes to look at.")] = 200,
    as_json: JsonOption = False,
) -> int:
    """Replay the latest changes against a rule, and send what it would have sent as a sample, marked as one."""
    with opened() as (here, store):
        tried = asyncio.run(here.try_rule(store, rule, last=last))
    if as_json:
        emit({"rule": rule, "changes": tried.looked_at, "taken": len(tried.taken), "answer": tried.answer})
        return 0 if tried.is_sent or not tried.taken else 1
    for alert in tried.taken:
        say(f"{moment(alert.changed_at)}  {clean(alert.change.summary if alert.change else '')}")
    say(f"{rule} takes {len(tried.taken)} of the latest {tried.looked_at} changes")
    if tried.taken:
        say(f"sample {'sent' if tried.is_sent else 'not sent'}: {clean(tried.answer)}")
    return 0 if tried.is_sent or not tried.taken else 1


@app.command()
def send() -> int:
    """Send the alerts that are due now, when no service is running that does it."""
    with opened() as (here, store):
        report = asyncio.run(_send(here, store))
    if report is None:
        raise StorageBusyError("a running service sends the alerts; stop it first, or leave it to that")
    noun = "message" if report.sent == 1 else "messages"
    say(f"{report.sent} {noun} sent, {report.failed} failed")
    return 1 if report.failed else 0


@app.command()
def retry(
    alert: Annotated[
        list[int] | None, typer.Argument(help="Numbers of alerts; all that were given up by default.")
    ] = None,
) -> None:
    """Send alerts again that were given up."""
    with opened() as (here, store):
        dead = _dead(store)
        chosen = [one for one in dead if alert is None or one in alert]
        unknown = sorted(set(alert or ()) - set(dead))
        if unknown:
            numbers = ", ".join(map(str, unknown))
            raise UsageError(f"not given up, so nothing to retry: {numbers}; see `monitor alerts list --state dead`")
        now = here.clock.now()
        if chosen:
            store.settle_alerts(chosen, state=AlertState.PENDING, at=now, trouble="retried by hand", next_due_at=now)
    noun = "alert is" if len(chosen) == 1 else "alerts are"
    say(f"{len(chosen)} {noun} due again; the running service sends them, or `monitor alerts send`")


@app.command()
def confirm(
    channel: Annotated[str, typer.Argument(metavar="CHANNEL", help="Name of a channel in sources.yaml.")],
) -> None:
    """Let the secret of a channel, or the password of the mail server, go to the host that is set today."""
    with opened() as (here, store):
        moved = here.confirm(store, channel)
    if not moved:
        say(f"nothing to confirm: {channel} has no secret that belongs to another host")
        return
    say(f"{channel}: its secret belongs to {moved[0].host} from now on; `monitor alerts retry` sends what was given up")


def _dead(store: Store) -> list[int]:
    """Numbers of all alerts that were given up."""
    numbers: list[int] = []
    before: int | None = None
    while part := store.alerts(states=[AlertState.DEAD], before=before, limit=500):
        numbers += [alert.id for alert in part]
        before = part[-1].id
    return numbers


async def _send(here: App, store: Store) -> DeliveryReport | None:
    async with here.parts(store) as parts:
        return await here.deliver_unless_served(parts)
