"""What can go wrong with an expression: it may not be written, or it cannot be computed."""

#: Of an expression that failed no more is noted.
LONGEST_QUOTED = 200


class ExpressionRefused(Exception):
    """The text is not an expression or script of this language.

    Raised when a text is compiled, so a designer sees it before any case does. The reason names
    what is wrong with the text and may quote it.
    """

    def __init__(self, reason: str, line: int = 1, column: int = 1) -> None:
        super().__init__(f"{reason} (line {line}, column {column})")
        self.reason = reason
        self.line = line
        self.column = column


class ExpressionFailed(Exception):
    """The expression cannot be computed from these variables.

    The message names variables, functions and kinds of values, never a value: values may be
    personal. `text` is the expression as it is drawn, where it is known.
    """

    text: str | None = None


class PlaceUnknown(ExpressionFailed):
    """The expression means something else in each zone of time, and none was given."""


def quoted(error: Exception) -> str:
    """The expression that an error is about, as it is noted behind the error's kind."""
    text = getattr(error, "text", None)
    return f" in “{text[:LONGEST_QUOTED]}”" if text else ""
