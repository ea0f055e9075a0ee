"""Described records become tables; column types and checks mean the same on SQLite and PostgreSQL.

Whatever a station stores, a PostgreSQL at the county would store too (F63): lengths count code points, control
characters are refused, dates are real dates, times are UTC, codes are stored by value.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, ClassVar

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Date,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Time,
    TypeDecorator,
)
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase, Mapped, MappedColumn, mapped_column
from sqlalchemy.orm.decl_api import DeclarativeAttributeIntercept
from sqlalchemy.types import TypeEngine

from station_app.core.fields import Field, Record
from station_app.core.ids import new_id
from station_app.core.kinds import Decimals, Reference
from station_app.storage.column_rules import column_rule

KEY_LENGTH = 32
_NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class UtcDateTime(TypeDecorator[dt.datetime]):
    """An aware moment; ISO text ending in +00:00 on SQLite, timestamptz on PostgreSQL."""

    impl = String(32)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Text where the database has no type with a time zone."""
        return dialect.type_descriptor(DateTime(timezone=True) if dialect.name == "postgresql" else String(32))

    def process_bind_param(self, value: dt.datetime | None, dialect: Dialect) -> Any:
        """Refuse a naive moment: nobody could say later which one was meant."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without time zone")
        moment = value.astimezone(dt.UTC)
        return moment if dialect.name == "postgresql" else moment.isoformat(timespec="microseconds")

    def process_result_value(self, value: Any, dialect: Dialect) -> dt.datetime | None:  # noqa: ARG002 - the interface
        """Always aware, always UTC."""
        if value is None:
            return None
        return (dt.datetime.fromisoformat(value) if isinstance(value, str) else value).astimezone(dt.UTC)


class CodeList(TypeDecorator[tuple[str, ...]]):
    """Several codes or keys in order, stored comma-joined: A01,C01."""

    impl = String(400)
    cache_ok = True

    def process_bind_param(self, value: tuple[str, ...] | None, dialect: Dialect) -> str:  # noqa: ARG002 - the interface
        """Empty text for no code, never NULL."""
        return ",".join(value or ())

    def process_result_value(self, value: str | None, dialect: Dialect) -> tuple[str, ...]:  # noqa: ARG002
        """A tuple again."""
        return tuple(value.split(",")) if value else ()


def column_type(field: Field) -> TypeEngine[Any]:
    """The storage type of a described field."""
    kind = field.kind
    length: int = getattr(kind, "max_length", 200)
    types: dict[str, TypeEngine[Any]] = {
        "text": String(length),
        "codes": CodeList(length),
        "integer": Integer() if not isinstance(kind, Decimals) or kind.high < 2**31 else BigInteger(),
        "boolean": Boolean(),
        "date": Date(),
        "time": Time(),
    }
    return types[kind.storage]


def _column(field: Field) -> MappedColumn[Any]:
    """A mapped column for a described field; imports may leave required fields empty, so all are nullable."""
    if isinstance(field.kind, Reference):
        return mapped_column(String(KEY_LENGTH), ForeignKey(f"{field.kind.record}.id"), index=True)
    return mapped_column(column_type(field), default=field.default, index=field.indexed)


class _Described(DeclarativeAttributeIntercept):
    """Lets the type checker accept columns that come from a description."""

    if TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any: ...


class Base(DeclarativeBase, metaclass=_Described):
    """Every table of the station's file."""

    metadata = MetaData(naming_convention=_NAMING)
    checked: ClassVar[bool] = True
    """Its columns refuse what PostgreSQL would refuse; False where only triggers write what was checked already."""

    def __init_subclass__(cls, **keywords: Any) -> None:
        super().__init_subclass__(**keywords)
        table = cls.__dict__.get("__table__")
        if isinstance(table, Table) and cls.checked:
            for column in table.columns:
                rule = column_rule(column)
                if rule:
                    check = CheckConstraint(rule, name=column.name)
                    table.append_constraint(check.ddl_if(dialect="sqlite"))


class Synced(Base):
    """A described record that belongs to a station, is logged by triggers and goes to the county.

    A subclass names its description: `describes = PERSON`; its fields become columns. Where not every name, number
    and text of it tells of the person it belongs to, `erased = (…)` names those that do.
    """

    __abstract__ = True
    describes: ClassVar[Record]
    erased: ClassVar[tuple[str, ...]]
    stays: ClassVar[bool] = False
    """True for what belongs to the desk and never travels: saved filters, layouts, what senders' columns mean."""

    id: Mapped[Any] = mapped_column(String(KEY_LENGTH), primary_key=True, default=new_id, sort_order=-20)
    station_id: Mapped[Any] = mapped_column(String(KEY_LENGTH), sort_order=-19)
    """Not indexed: a file holds one station."""
    created_at: Mapped[Any] = mapped_column(UtcDateTime(), sort_order=90)
    created_by: Mapped[Any] = mapped_column(String(40), sort_order=91)
    updated_at: Mapped[Any] = mapped_column(UtcDateTime(), sort_order=92)
    updated_by: Mapped[Any] = mapped_column(String(40), sort_order=93)
    version: Mapped[Any] = mapped_column(Integer(), default=1, sort_order=94)
    note: Mapped[Any] = mapped_column(String(200), nullable=True, sort_order=95)
    voided_at: Mapped[Any] = mapped_column(UtcDateTime(), nullable=True, sort_order=96)
    void_reason: Mapped[Any] = mapped_column(String(200), nullable=True, sort_order=97)

    if TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any: ...
        def __setattr__(self, name: str, value: Any) -> None: ...

    def __init_subclass__(cls, **keywords: Any) -> None:
        record = cls.__dict__.get("describes")
        if record is not None:
            cls.__tablename__ = record.name
            for field in record:
                if field.name not in cls.__dict__:
                    setattr(cls, field.name, _column(field))
        super().__init_subclass__(**keywords)
        if record is not None and isinstance(cls.__table__, Table):
            _add_unique_rules(cls.__table__, record)


def _add_unique_rules(table: Table, record: Record) -> None:
    """A unique field is unique among the live records of its station."""
    for field in record:
        if field.unique:
            live = table.c.voided_at.is_(None)
            Index(
                f"uq_{record.name}_{field.name}",
                table.c.station_id,
                table.c[field.name],
                unique=True,
                sqlite_where=live,
                postgresql_where=live,
            )
