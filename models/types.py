"""Column types: aware UTC moments, enums stored as small integers, ids."""

from collections.abc import Mapping
from datetime import UTC, datetime
from enum import IntEnum
from secrets import token_hex
from typing import Any, Generic, TypeVar

from sqlalchemy import (
    JSON,
    BigInteger,
    DateTime,
    Dialect,
    Index,
    Integer,
    SmallInteger,
    String,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.types import TypeDecorator

E = TypeVar("E", bound=IntEnum)

#: 32 lower-case hexadecimal digits: 128 random bits.
Id = String(32)
#: A row number that also counts up on SQLite.
RowNumber = BigInteger().with_variant(Integer(), "sqlite")
#: A JSON object of codes and dates; never personal data.
Json = JSON().with_variant(JSONB(), "postgresql")


def new_id() -> str:
    """A fresh random id."""
    return token_hex(16)


class UtcDateTime(TypeDecorator[datetime]):
    """A moment: aware in Python, UTC in the database.

    :raises ValueError: a naive datetime was given
    """

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs its zone")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class EnumType(TypeDecorator[E], Generic[E]):
    """An IntEnum kept as a small integer, so that partial indexes stay short."""

    impl = SmallInteger
    cache_ok = True

    def __init__(self, kind: type[E]) -> None:
        super().__init__()
        self.kind = kind

    def process_bind_param(self, value: E | None, dialect: Dialect) -> int | None:
        return None if value is None else int(value)

    def process_result_value(self, value: int | None, dialect: Dialect) -> E | None:
        return None if value is None else self.kind(value)


def partial_index(name: str, *columns: Any, where: str, **options: Any) -> Index:
    """An index over the rows that fulfil `where`, on both databases.

    `where` is literal SQL: a bound parameter would hide the index from the planner.
    """
    return Index(name, *columns, sqlite_where=text(where), postgresql_where=text(where), **options)


JsonObject = Mapping[str, Any]
