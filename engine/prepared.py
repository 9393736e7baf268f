"""Statements that every step runs: SQLAlchemy Core, compiled once, run on the driver's cursor.

SQLAlchemy spends some 15 microseconds around each statement on things a fixed statement does not
need. Here the text and the conversions of values are worked out once for each kind of database;
transactions, connections and errors stay SQLAlchemy's.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, Dialect, TypeDecorator
from sqlalchemy.exc import DBAPIError
from sqlalchemy.sql.expression import Select, UpdateBase
from sqlalchemy.types import TypeEngine

Convert = Callable[[Any], Any]
Values = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class _Compiled:
    """One statement in the words of one database."""

    text: str
    in_order: Callable[[Values], Sequence[Any]] | None  # for drivers that know no names
    constants: Mapping[str, Any]
    into: tuple[tuple[Any, Convert], ...]  # values that are stored differently
    out_of: tuple[tuple[int, Convert], ...]  # columns that are stored differently

    def parameters(self, values: Values) -> Any:
        """The values as the driver wants them."""
        given = {**self.constants, **values} if self.constants else values
        converted: Any = dict(given) if self.in_order is None else list(self.in_order(given))
        for place, convert in self.into:
            converted[place] = convert(converted[place])
        return converted

    def row(self, found: Sequence[Any]) -> Sequence[Any]:
        """A row as Python wants it."""
        if not self.out_of:
            return found
        row = list(found)
        for place, convert in self.out_of:
            row[place] = convert(row[place])
        return row


class Prepared:
    """A statement whose values are all given by name; no lists, no optional parts."""

    def __init__(self, statement: Select[*tuple[Any, ...]] | UpdateBase, *columns: str) -> None:
        """`columns` are those that an INSERT gives values for."""
        self._statement = statement
        self._columns = columns
        self._compiled: dict[str, _Compiled] = {}

    def one(self, connection: Connection, values: Values) -> Sequence[Any] | None:
        """The first row found, or None."""
        compiled = self._for(connection.dialect)
        cursor = _execute(connection, compiled, compiled.parameters(values))
        found = cursor.fetchone()
        cursor.close()
        return None if found is None else compiled.row(found)

    def all(self, connection: Connection, values: Values) -> list[Sequence[Any]]:
        """All rows found."""
        compiled = self._for(connection.dialect)
        cursor = _execute(connection, compiled, compiled.parameters(values))
        found = cursor.fetchall()
        cursor.close()
        return [compiled.row(row) for row in found]

    def run(self, connection: Connection, values: Values) -> int:
        """Execute it and return how many rows it touched."""
        compiled = self._for(connection.dialect)
        cursor = _execute(connection, compiled, compiled.parameters(values))
        count: int = cursor.rowcount
        cursor.close()
        return count

    def run_all(self, connection: Connection, rows: Sequence[Values]) -> None:
        """Execute it for each of these rows; with none, not at all."""
        if len(rows) == 1:
            self.run(connection, rows[0])
        elif rows:
            compiled = self._for(connection.dialect)
            parameters = [compiled.parameters(row) for row in rows]
            _execute(connection, compiled, parameters, many=True).close()

    def _for(self, dialect: Dialect) -> _Compiled:
        compiled = self._compiled.get(dialect.name)
        if compiled is None:
            compiled = self._compiled[dialect.name] = _compile(
                self._statement, self._columns, dialect
            )
        return compiled


def _execute(connection: Connection, compiled: _Compiled, given: Any, many: bool = False) -> Any:
    driver: Any = connection.connection.dbapi_connection
    try:
        if not many:
            return driver.execute(compiled.text, given)
        cursor = driver.cursor()
        cursor.executemany(compiled.text, given)
    except connection.dialect.loaded_dbapi.Error as error:
        raise _as_sqlalchemy(connection, compiled, error) from error
    return cursor


def _as_sqlalchemy(connection: Connection, compiled: _Compiled, error: Any) -> BaseException:
    """The error as SQLAlchemy would raise it, without the values: they may be personal."""
    dialect = connection.dialect
    raised: BaseException = DBAPIError.instance(
        compiled.text,
        None,
        error,
        dialect.loaded_dbapi.Error,
        hide_parameters=True,
        dialect=dialect,
        connection_invalidated=dialect.is_disconnect(
            error,
            connection.connection.dbapi_connection,
            None,
        ),
    )
    return raised


def _compile(
    statement: Select[*tuple[Any, ...]] | UpdateBase, columns: tuple[str, ...], dialect: Dialect
) -> _Compiled:
    compiled = statement.compile(dialect=dialect, column_keys=columns or None)
    names = compiled.positiontup if compiled.positional else None
    into: list[tuple[Any, Convert]] = []
    constants = {}
    for bind, name in compiled.bind_names.items():
        convert = bind.type.dialect_impl(dialect).bind_processor(dialect)
        if convert is not None:
            places = [name] if names is None else _places(names, name)
            into += [(place, _remembering(bind.type, convert)) for place in places]
        if not bind.required:
            constants[name] = bind.effective_value
    out_of = []
    if isinstance(statement, Select):
        for place, column in enumerate(statement.selected_columns):
            convert = column.type.dialect_impl(dialect).result_processor(dialect, None)
            if convert is not None:
                out_of.append((place, _remembering(column.type, convert)))
    return _Compiled(
        text=str(compiled),
        in_order=None if names is None else _in_order(names),
        constants=constants,
        into=tuple(into),
        out_of=tuple(out_of),
    )


def _in_order(names: Sequence[str]) -> Callable[[Mapping[str, Any]], tuple[Any, ...]]:
    """Pick the values of these names, as a tuple also where there are one or none."""
    if len(names) > 1:
        return itemgetter(*names)
    return lambda values: tuple(values[name] for name in names)


def _remembering(type_: TypeEngine[Any], convert: Convert) -> Convert:
    """Our own types hold moments and enums: one step writes the same few again and again."""
    return lru_cache(maxsize=64)(convert) if isinstance(type_, TypeDecorator) else convert


def _places(names: Sequence[str], name: str) -> list[int]:
    return [place for place, each in enumerate(names) if each == name]
