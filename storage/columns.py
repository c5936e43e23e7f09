"""Column types that give back exactly what they were given, on both databases."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import BigInteger, DateTime, Dialect, LargeBinary, String, Text
from sqlalchemy.types import TypeDecorator, TypeEngine

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)

#: PostgreSQL cannot keep U+0000 in text, and neither database a lone surrogate.
UNKEEPABLE = re.compile("[\x00\ud800-\udfff]")


class UtcDateTime(TypeDecorator[datetime]):
    """An aware datetime, in UTC when it comes back.

    PostgreSQL: `timestamp with time zone`. SQLite: microseconds since 1970 as an integer (8 bytes, exact, ordered;
    `datetime(at / 1000000, 'unixepoch')` shows it in a shell). A naive datetime is refused with ValueError.
    """

    impl = BigInteger
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """The database's own type."""
        if dialect.name == "postgresql":
            return dialect.type_descriptor(DateTime(timezone=True))
        return dialect.type_descriptor(BigInteger())

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        """To the database."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"naive datetime {value.isoformat()}: the store keeps aware ones only")
        return value if dialect.name == "postgresql" else (value - EPOCH) // MICROSECOND

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        """From the database."""
        if value is None:
            return None
        if dialect.name == "postgresql":
            there: datetime = value
            return there.astimezone(UTC)
        moment: datetime = EPOCH + value * MICROSECOND
        return moment


class Hex(TypeDecorator[str]):
    """Bytes that programs see as hex digits: a SHA-256 is 64 digits and 32 bytes."""

    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> bytes | None:
        """To the database."""
        return None if value is None else bytes.fromhex(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> str | None:
        """From the database."""
        return None if value is None else bytes(value).hex()


class ExactDecimal(TypeDecorator[Decimal]):
    """A Decimal with all its digits: text, since SQLite would make a float of it."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> str | None:
        """To the database."""
        return None if value is None else str(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> Decimal | None:
        """From the database."""
        return None if value is None else Decimal(value)


class PageText(TypeDecorator[str]):
    """Words that came from a page: what a database cannot keep (U+0000, lone surrogates) becomes U+FFFD."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """To the database."""
        return None if value is None else keepable(value)


def keepable(text: str) -> str:
    """The text with U+FFFD for what a database cannot keep."""
    return text if text.isascii() and "\x00" not in text else UNKEEPABLE.sub("\ufffd", text)
