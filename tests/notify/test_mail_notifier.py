"""Mail against a real SMTP server: TLS, login, refusals, and what a letter looks like."""

from __future__ import annotations

import re
from base64 import b64decode
from dataclasses import replace
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from quopri import decodestring
from typing import Any

import pytest

from monitor.notify import MailNotifier
from monitor.types import EmailChannel, Message, SendFailure, Sent
from tests.deliver.outbox import FakeClock
from tests.making import NOON
from tests.notify.servers import CERTIFICATE, PostOffice, post_office

DESK = EmailChannel(name="Policy desk", to=("a@city.example", "b@city.example"))
MESSAGE = Message(
    channel="Policy desk",
    id="msg_0123",
    subject="目标上调：产值 >7000 → >7500亿元（2025年）",
    text="产值突破[7500亿元]\n",
    html="<p>产值突破<ins>7500亿元</ins></p>",
    payload={},
    thread="page-7",
    created_at=NOON,
    language="zh",
)


def mailer(office: PostOffice, clock: FakeClock, **options: Any) -> MailNotifier:
    return MailNotifier(
        **{
            "host": "127.0.0.1",
            "port": office.port,
            "security": "none",
            "from_address": "monitor@watch.example",
            "clock": clock,
            "timeout_s": 5.0,
            **options,
        }
    )


@pytest.mark.parametrize(
    "subject",
    [
        "Target raised: 全市医疗装备产业规模 ≥50 → ≥65 bn CNY by 2027 — Notice of the office on the plan, long",
        "目标上调：高端医疗装备产业规模 ≥500 → ≥650亿元（2027年） — 江州市人民政府办公厅关于印发三年行动方案的通知…",
        "𠮷" * 60,
        "a" * 100 + "中" * 10,
        "Text changed: “£300” → “£450” (+1 more passage) — Notice",
        "plain words " * 9 + "end",
    ],
)
def test_a_subject_is_folded_without_loss(clock: FakeClock, subject: str) -> None:
    notifier = MailNotifier(host="mail.example", port=25, from_address="monitor@watch.example", clock=clock)
    sent = notifier.letter(replace(MESSAGE, subject=subject), DESK).as_bytes()
    lines = sent.partition(b"\r\n\r\n")[0].split(b"\r\n")
    assert max(map(len, lines)) <= 78
    assert sent.partition(b"\r\n\r\n")[0].isascii()
    assert message_from_bytes(sent, policy=default)["Subject"] == subject
    joined = b"".join(lines).decode()
    for kind, encoded in re.findall(r"=\?utf-8\?(.)\?(.*?)\?=", joined, re.IGNORECASE):
        raw = b64decode(encoded) if kind == "b" else decodestring(encoded.replace("_", " ").encode())
        assert raw.decode()  # no character is cut in two


async def test_a_letter_arrives_in_text_and_html(clock: FakeClock) -> None:
    async with post_office() as office:
        outcome = await mailer(office, clock).send(MESSAGE, DESK)
    assert isinstance(outcome, Sent)
    (mail,) = office.mails
    assert office.recipients == [["a@city.example", "b@city.example"]]
    assert mail["Subject"] == MESSAGE.subject
    assert mail["Message-ID"] == "<msg_0123@watch.example>"
    assert mail["References"] == mail["In-Reply-To"] == "<page-7.medical-policy-monitor@watch.example>"
    assert mail["List-Id"] == "Policy desk <policy-desk.medical-policy-monitor.watch.example>"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["Content-Language"] == "zh-CN"
    assert mail.get_content_type() == "multipart/alternative"
    plain, rich = mail.get_body(("plain",)), mail.get_body(("html",))
    assert plain is not None
    assert rich is not None
    assert plain.get_content().strip() == MESSAGE.text.strip()
    assert rich.get_content().strip() == MESSAGE.html.strip()


async def test_a_sender_may_have_a_name(clock: FakeClock) -> None:
    async with post_office() as office:
        notifier = mailer(office, clock, from_address="Policy monitor <monitor@watch.example>")
        outcome = await notifier.send(MESSAGE, DESK)
    assert isinstance(outcome, Sent)
    (mail,) = office.mails
    assert mail["From"] == "Policy monitor <monitor@watch.example>"
    assert mail["Message-ID"] == "<msg_0123@watch.example>"


def test_a_letter_needs_no_eight_bit_server(clock: FakeClock) -> None:
    letter = mailer(PostOffice(), clock).letter(MESSAGE, DESK).as_bytes()
    assert letter.isascii()
    assert all(len(line) <= 998 for line in letter.splitlines())


async def test_page_text_cannot_add_a_header(clock: FakeClock) -> None:
    message = replace(MESSAGE, subject="Target raised\r\nBcc: everybody@evil.example\r\n\r\nbody \x00\x1b[31m\u2028x")
    channel = replace(DESK, name="desk\r\nX-Evil: 1")
    async with post_office() as office:
        await mailer(office, clock).send(message, channel)
    (mail,) = office.mails
    assert mail["Bcc"] is None
    assert mail["X-Evil"] is None
    assert mail["Subject"] == "Target raised Bcc: everybody@evil.example body [31m x"
    assert len(office.recipients[0]) == 2


@pytest.mark.parametrize("security", ["starttls", "tls"])
async def test_login_over_tls_with_a_certificate_of_ones_own(clock: FakeClock, security: str) -> None:
    async with post_office(security=security, login=True) as office:
        notifier = mailer(office, clock, security=security, user="me", password="right", ca_file=CERTIFICATE)
        outcome = await notifier.send(MESSAGE, DESK)
    assert isinstance(outcome, Sent)
    assert office.logins == [("me", "right")]


async def test_a_wrong_password_is_said_and_tried_again(clock: FakeClock) -> None:
    async with post_office(security="starttls", login=True) as office:
        notifier = mailer(office, clock, security="starttls", user="me", password="wrong", ca_file=CERTIFICATE)
        outcome = await notifier.send(MESSAGE, DESK)
    assert isinstance(outcome, SendFailure)
    assert outcome.retryable
    assert "refused the login: 535" in outcome.message
    assert "wrong" not in outcome.message


async def test_a_certificate_that_is_not_trusted_gets_no_password(clock: FakeClock) -> None:
    async with post_office(security="starttls", login=True) as office:
        notifier = mailer(office, clock, security="starttls", user="me", password="right")
        outcome = await notifier.send(MESSAGE, DESK)
    assert isinstance(outcome, SendFailure)
    assert outcome.retryable
    assert "certificate" in outcome.message
    assert office.logins == []


async def test_a_server_without_tls_gets_neither_mail_nor_password(clock: FakeClock) -> None:
    async with post_office(login=True) as office:
        notifier = mailer(office, clock, security="starttls", user="me", password="right", ca_file=CERTIFICATE)
        outcome = await notifier.send(MESSAGE, DESK)
    assert isinstance(outcome, SendFailure)
    assert outcome.retryable
    assert (office.logins, office.mails) == ([], [])


@pytest.mark.parametrize(
    ("reply", "retryable"), [("451 greylisted, come back", True), ("554 we do not want it", False)]
)
async def test_a_refused_message_is_tried_again_unless_for_good(clock: FakeClock, reply: str, retryable: bool) -> None:
    async with post_office() as office:
        office.to_data = reply
        outcome = await mailer(office, clock).send(MESSAGE, DESK)
    assert isinstance(outcome, SendFailure)
    assert outcome.retryable is retryable
    assert reply[:3] in outcome.message


async def test_greylisted_mailboxes_are_asked_again_and_the_others_are_not(clock: FakeClock) -> None:
    async with post_office() as office:
        office.to_recipient = {"b@city.example": "450 greylisted"}
        first = await mailer(office, clock).send(MESSAGE, DESK)
        assert isinstance(first, SendFailure)
        office.to_recipient = {}
        second = await mailer(office, clock).send(replace(MESSAGE, done_with=first.done_with), DESK)
    assert first.retryable
    assert first.done_with == ("a@city.example",)
    assert "b@city.example: 450 greylisted" in first.message
    assert isinstance(second, Sent)
    assert office.recipients == [["a@city.example"], ["b@city.example"]]


async def test_a_mailbox_that_is_refused_for_good_is_named(clock: FakeClock) -> None:
    async with post_office() as office:
        office.to_recipient = {"b@city.example": "550 no such user"}
        outcome = await mailer(office, clock).send(MESSAGE, DESK)
    assert isinstance(outcome, Sent)
    assert "b@city.example: 550 no such user" in outcome.warning


async def test_no_mailbox_left_is_for_good(clock: FakeClock) -> None:
    async with post_office() as office:
        office.to_recipient = dict.fromkeys(DESK.to, "550 no such user")
        outcome = await mailer(office, clock).send(MESSAGE, DESK)
    assert isinstance(outcome, SendFailure)
    assert not outcome.retryable


async def test_a_server_that_drops_the_line_after_taking_the_message_is_asked_again(clock: FakeClock) -> None:
    async with post_office() as office:
        office.drops_after_data = True
        notifier = mailer(office, clock)
        first = await notifier.send(MESSAGE, DESK)
        office.drops_after_data = False
        second = await notifier.send(MESSAGE, DESK)
    assert isinstance(first, SendFailure)
    assert first.retryable
    assert isinstance(second, Sent)
    assert [mail["Message-ID"] for mail in office.mails] == ["<msg_0123@watch.example>"] * 2


async def test_a_server_that_hangs_is_left(clock: FakeClock) -> None:
    async with post_office() as office:
        office.hangs = True
        outcome = await mailer(office, clock, timeout_s=0.2).send(MESSAGE, DESK)
    assert isinstance(outcome, SendFailure)
    assert outcome.retryable


async def test_no_server_at_all_is_one_clear_line(clock: FakeClock) -> None:
    async with post_office() as office:
        pass
    outcome = await mailer(office, clock).send(MESSAGE, DESK)
    assert isinstance(outcome, SendFailure)
    assert outcome.retryable
    assert f"127.0.0.1:{office.port}" in outcome.message
    assert "\n" not in outcome.message


async def test_a_ca_file_that_is_gone_is_said(clock: FakeClock, tmp_path: Path) -> None:
    async with post_office(security="tls") as office:
        outcome = await mailer(office, clock, security="tls", ca_file=tmp_path / "gone.crt").send(MESSAGE, DESK)
    assert isinstance(outcome, SendFailure)
