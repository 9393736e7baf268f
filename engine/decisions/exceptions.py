"""What can go wrong with a decision: it may not be drawn so, or its rules contradict the case."""

from engine.expressions.exceptions import ExpressionFailed


class DecisionRefused(Exception):
    """The decision cannot be run as it is drawn."""

    def __init__(self, reason: str, element_id: str | None = None, line: int | None = None) -> None:
        where = ", ".join(
            part for part in (element_id, f"line {line}" if line is not None else None) if part
        )
        super().__init__(f"{reason} ({where})" if where else reason)
        self.reason = reason
        self.element_id = element_id
        self.line = line


class DecisionFailed(ExpressionFailed):
    """The decision cannot be made: its rows contradict each other for these variables."""
