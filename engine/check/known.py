"""What a drawing may name that lies outside its files."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Known:
    """What this installation has. None means that any name will do."""

    topics: frozenset[str] | None = None
    """Handlers of service and send tasks."""
    roles: frozenset[str] | None = None
    """Roles that a lane or a task may name."""
    levels: frozenset[str] | None = None
    """Levels of units that a lane may name."""
    option_sources: frozenset[str] | None = None
    """Sources of options that a form may name."""
    record_fields: frozenset[str] | None = None
    """Places of the case record that a form may fill."""
    notices: frozenset[str] = frozenset()
    """Notices that the process sends by itself and that must lie beside the drawing."""
    decisions: frozenset[str] = frozenset()
    """Tables that its forms may ask though they lie beside another drawing."""
