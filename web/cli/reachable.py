"""What the shell says when the database does not answer, or holds nothing of ours yet."""

import copy
from typing import Any

import click
from sqlalchemy.exc import DatabaseError, DBAPIError, OperationalError, ProgrammingError

_UNDEFINED_TABLE = "42P01"


def in_one_sentence(command: click.Command) -> click.Command:
    """The same command; a database that cannot be used ends it with one sentence."""
    telling = copy.copy(command)

    def invoke(ctx: click.Context) -> Any:
        try:
            return command.invoke(ctx)
        except DBAPIError as error:
            if not is_unusable(error):
                raise
            reason = (str(error.orig).splitlines() or ["no answer"])[0].rstrip(".")
            raise click.ClickException(
                f"The database cannot be used: {reason}. "
                "Check DATABASE_URL; `flask --app web init` sets a new database up."
            ) from None

    telling.invoke = invoke  # type: ignore[method-assign]
    return telling


def is_unusable(error: DBAPIError) -> bool:
    """Whether the database is at fault and not a statement of ours, which must stay a fault."""
    if isinstance(error, ProgrammingError):
        return getattr(error.orig, "sqlstate", None) == _UNDEFINED_TABLE
    return isinstance(error, OperationalError) or type(error) is DatabaseError
