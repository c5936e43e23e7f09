"""Tables written as classes, one attribute a column, and nothing more: queries are SQLAlchemy's own, without its ORM,
which would take a fifth of a second to load and to set up.

    class PageRow(Base):
        __tablename__ = "pages"
        id: Mapped[int] = mapped_column(Integer, primary_key=True)
        trouble: Mapped[str | None]             # may be NULL; its type is that of the annotation

Columns come in the order of the class, those of classes above it first.
"""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from types import NoneType
from typing import Any, ClassVar, Generic, TypeVar, get_args, get_origin, get_type_hints

from sqlalchemy import Column, ForeignKey, LargeBinary, MetaData, Table
from sqlalchemy.sql.schema import SchemaItem
from sqlalchemy.types import Double

from storage.columns import ExactDecimal, UtcDateTime

T = TypeVar("T")

#: Of columns that name no type themselves.
_TYPES: dict[object, Any] = {datetime: UtcDateTime, Decimal: ExactDecimal, bytes: LargeBinary, float: Double}


class Mapped(Generic[T]):
    """What a column holds, as Python sees it."""


def mapped_column(*arguments: Any, **options: Any) -> Any:
    """A column that says more than its annotation: as `sqlalchemy.Column`, and what it `references`."""
    return arguments, options


class Base:
    """Makes a table of each class below it that has a name for one.

    Names every constraint, so that a migration can speak of it on both databases.
    """

    metadata: ClassVar = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    __tablename__: ClassVar[str]
    __table__: ClassVar[Table]
    #: Indexes and constraints, and last, where there are any, options of the table.
    __table_args__: ClassVar[tuple[SchemaItem | dict[str, Any], ...]] = ()

    def __init_subclass__(cls) -> None:
        columns = [
            _column(name, get_args(hint)[0], getattr(cls, name, ((), {})))
            for name, hint in get_type_hints(cls).items()
            if get_origin(hint) is Mapped
        ]
        items = [item for item in cls.__table_args__ if not isinstance(item, dict)]
        options = {name: value for item in cls.__table_args__ if isinstance(item, dict) for name, value in item.items()}
        cls.__table__ = Table(cls.__tablename__, cls.metadata, *columns, *items, **options)

    @classmethod
    def __clause_element__(cls) -> Table:
        """The class stands for its table in a query; SQLAlchemy asks for this."""
        return cls.__table__


def _column(name: str, hint: Any, said: tuple[tuple[Any, ...], dict[str, Any]]) -> Column[Any]:
    arguments, options = said[0], dict(said[1])
    references = options.pop("references", None)
    kinds = get_args(hint) or (hint,)
    if not arguments:
        arguments = (next(_TYPES[kind] for kind in kinds if kind in _TYPES),)
    keys = () if references is None else (ForeignKey(references),)
    return Column(name, *arguments, *keys, **{"nullable": NoneType in kinds, **options})
