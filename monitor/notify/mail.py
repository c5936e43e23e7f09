"""Email through a real SMTP client: STARTTLS, TLS from the first byte, login.

Message --letter--> EmailMessage (text and HTML) --aiosmtplib--> the mail server --> SendOutcome
"""

from __future__ import annotations

import ssl
from dataclasses import replace
from email.header import Header
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import EmailPolicy
from email.utils import format_datetime
from pathlib import Path

import aiosmtplib

from monitor.notify.keys import Secret, mail_password
from monitor.notify.text import header_text, one_line
from monitor.ports import Clock
from monitor.types import EmailChannel, Message, SendFailure, SendOutcome, Sent

#: Seconds for each answer of the mail server.
TIMEOUT_S = 30.0
#: Of a folded header (RFC 5322, 2.1.1; RFC 2047, 2).
_LINE_CHARS = 76
#: Names the software in List-Id; not an address.
_LIST_SUFFIX = "medical-policy-monitor"


class _LetterPolicy(EmailPolicy):
    """As email.policy.SMTP, but a subject beyond ASCII is encoded whole.

    The standard library encodes runs of it and loses the blank between two of them (RFC 2047, 6.2): `规模 ≥50` becomes
    `规模≥50`.
    """

    def fold_binary(self, name: str, value: str) -> bytes:
        """One header as it is sent."""
        if name.lower() != "subject" or value.isascii():
            return super().fold_binary(name, value)
        encoded = Header(str(value), "utf-8", maxlinelen=_LINE_CHARS, header_name=name).encode(linesep=self.linesep)
        return f"{name}: {encoded}{self.linesep}".encode("ascii")


#: Not every server takes 8-bit mail; the shorter of base64 and quoted-printable goes everywhere.
_SEVEN_BIT = _LetterPolicy(linesep="\r\n", cte_type="7bit")


class MailNotifier:
    """Hands mail to one server. The password goes to that server only, and only over TLS."""

    def __init__(
        self,
        *,
        host: str,
        port: int,
        from_address: str,
        clock: Clock,
        security: str = "starttls",
        user: str | None = None,
        password: str | None = None,
        ca_file: Path | None = None,
        timeout_s: float = TIMEOUT_S,
    ) -> None:
        """`security` is `none`, `starttls` (refused when the server does not offer it) or `tls`."""
        self._host = host
        self._port = port
        self._from = from_address
        self._clock = clock
        self._security = security
        self._user = user
        self._password = password
        self._ca_file = ca_file
        self._timeout_s = timeout_s

    @property
    def secret(self) -> Secret | None:
        """The password and the server it is for; None without a login."""
        if self._user is None or self._password is None:
            return None
        return mail_password(self._user, self._password, self._host)

    async def send(self, message: Message, channel: EmailChannel) -> SendOutcome:
        """Hand the message to every mailbox of the channel. Never raises for what a server does.

        A mailbox that is refused for now (4xx, greylisting) makes the attempt fail; those that have the message by
        then are named, for the next one to leave out. A mailbox that is refused for good is named in a warning and not
        asked again, unless all are.
        """
        left = [mailbox for mailbox in channel.to if mailbox not in message.done_with]
        try:
            refused = await self._hand_over(message, channel, left)
        except aiosmtplib.SMTPException as error:
            return self._failure(error)
        except (OSError, ssl.SSLError) as error:
            return self._failed(f"no connection to {self._host}:{self._port}: {one_line(error)}", retryable=True)
        later = {mailbox: answer for mailbox, answer in refused.items() if answer.code < 500}
        if later:
            failure = self._failed(f"refused for now: {_answers(later)}", retryable=True)
            return replace(failure, done_with=tuple(mailbox for mailbox in left if mailbox not in later))
        warning = f"refused for good: {_answers(refused)}" if refused else ""
        return Sent(at=self._clock.now(), answer=f"taken by {self._host}", warning=warning)

    async def close(self) -> None:
        """Nothing is kept open between messages."""

    async def _hand_over(
        self, message: Message, channel: EmailChannel, mailboxes: list[str]
    ) -> dict[str, aiosmtplib.SMTPResponse]:
        """Send to the mailboxes; those that were refused, with the server's words."""
        if not mailboxes:
            return {}
        client = aiosmtplib.SMTP(
            hostname=self._host,
            port=self._port,
            use_tls=self._security == "tls",
            start_tls=self._security == "starttls",
            tls_context=self._tls(),
            username=self._user,
            password=self._password,
            timeout=self._timeout_s,
            local_hostname=_domain(self._from),
        )
        async with client:
            refused, _ = await client.sendmail(self._from, mailboxes, self.letter(message, channel).as_bytes())
        return refused

    def _tls(self) -> ssl.SSLContext | None:
        if self._security == "none":
            return None
        return ssl.create_default_context(cafile=str(self._ca_file) if self._ca_file is not None else None)

    def letter(self, message: Message, channel: EmailChannel) -> EmailMessage:
        """The mail as it is sent: plain text and HTML, threaded by page, marked as made by a machine (RFC 3834)."""
        domain = _domain(self._from)
        letter = EmailMessage(policy=_SEVEN_BIT)
        letter["From"] = self._from
        letter["To"] = ", ".join(channel.to)
        letter["Subject"] = header_text(message.subject)
        letter["Date"] = format_datetime(message.created_at)
        letter["Message-ID"] = f"<{message.id}@{domain}>"
        if message.thread is not None:
            letter["In-Reply-To"] = letter["References"] = f"<{message.thread}.{_LIST_SUFFIX}@{domain}>"
        letter["List-Id"] = f"{header_text(channel.name)} <{_label(channel.name)}.{_LIST_SUFFIX}.{domain}>"
        letter["Auto-Submitted"] = "auto-generated"
        letter["X-Auto-Response-Suppress"] = "All"
        letter.set_content(message.text, charset="utf-8")
        letter.add_alternative(message.html, subtype="html", charset="utf-8")
        # Set before, it would go to the first part with the other Content-* fields.
        letter["Content-Language"] = "zh-CN" if message.language.startswith("zh") else "en"
        return letter

    def _failure(self, error: aiosmtplib.SMTPException) -> SendFailure:
        """Tell trouble that passes from trouble that stays.

        A refused login or a server without STARTTLS is for a person to mend, so it is tried again for days; only a
        message that the server refuses for good (5xx to sender, recipients or content) is given up at once.
        """
        where = f"{self._host}:{self._port}"
        match error:
            case aiosmtplib.SMTPRecipientsRefused():
                answers = {one.recipient: aiosmtplib.SMTPResponse(one.code, one.message) for one in error.recipients}
                is_final = all(answer.code >= 500 for answer in answers.values())
                return self._failed(f"{where} refused the recipients: {_answers(answers)}", retryable=not is_final)
            case aiosmtplib.SMTPAuthenticationError():
                return self._failed(f"{where} refused the login: {_answer(error.code, error.message)}", retryable=True)
            case aiosmtplib.SMTPSenderRefused() | aiosmtplib.SMTPDataError():
                is_final = error.code >= 500
                return self._failed(f"{where} answered {_answer(error.code, error.message)}", retryable=not is_final)
            case aiosmtplib.SMTPResponseException():
                return self._failed(f"{where} answered {_answer(error.code, error.message)}", retryable=True)
            case aiosmtplib.SMTPTimeoutError():
                return self._failed(f"{where} did not answer in {self._timeout_s:g} s", retryable=True)
            case _:
                because = error.__cause__ if isinstance(error, aiosmtplib.SMTPConnectError) else None
                return self._failed(f"{where}: {one_line(because or error)}", retryable=True)

    def _failed(self, message: str, *, retryable: bool) -> SendFailure:
        return SendFailure(at=self._clock.now(), message=message, retryable=retryable)


def _domain(address: str) -> str:
    """The part after @, for identifiers."""
    return Address(addr_spec=address.rpartition("<")[2].rstrip("> ")).domain or "localhost"


def _label(name: str) -> str:
    """A channel's name as one label of a List-Id: letters, digits and hyphens."""
    label = "".join(character if character.isascii() and character.isalnum() else "-" for character in name.lower())
    return label.strip("-") or "alerts"


def _answers(refused: dict[str, aiosmtplib.SMTPResponse]) -> str:
    return "; ".join(f"{mailbox}: {_answer(answer.code, answer.message)}" for mailbox, answer in refused.items())


def _answer(code: int, message: str) -> str:
    return f"{code} {one_line(message)}"
