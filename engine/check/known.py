"""What a drawing may name that lies outside its files."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from engine.law import Deadline


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
    held_roles: frozenset[str] | None = None
    """Roles that a post has, at least one; a step of another is nobody's work."""
    own_roles: frozenset[str] = frozenset()
    """Roles of the installation itself, which have rights of their own: no drawing brings one."""
    brought_roles: Mapping[str, tuple[str, bool]] = field(default_factory=dict, hash=False)
    """Roles that a deployed process brings: their level, and whether for women only."""
    without_level: frozenset[str] | None = None
    """Roles whose steps belong to no unit, so that their lanes name no level."""
    sets: Mapping[str, frozenset[str]] | None = field(default=None, hash=False)
    """The variables that each topic sets; None, or without the topic: nothing is known of that."""
    variables: frozenset[str] = frozenset()
    """Variables that a case begins with, or that messages from outside bring."""
    deadlines: tuple[Deadline, ...] = ()
    """Deadlines of the law that the drawing must watch."""
    notices: frozenset[str] = frozenset()
    """Notices that the process sends by itself and that must lie beside the drawing."""
    decisions: frozenset[str] = frozenset()
    """Tables that its forms may ask though they lie beside another drawing."""

    def as_json(self) -> dict[str, Any]:
        """All of it, to be written over to another process."""
        return {name: _plain(value) for name, value in asdict(self).items()}

    @classmethod
    def from_json(cls, written: Mapping[str, Any]) -> "Known":
        """What `as_json` gave."""
        sets = written["sets"]
        return cls(
            **{
                name: frozenset(value) if isinstance(value, list) else value
                for name, value in written.items()
                if name not in ("sets", "deadlines", "brought_roles")
            },
            brought_roles={
                role: (level, woman) for role, (level, woman) in written["brought_roles"].items()
            },
            sets=None if sets is None else {each: frozenset(sets[each]) for each in sets},
            deadlines=tuple(Deadline(**each) for each in written["deadlines"]),
        )


def _plain(value: Any) -> Any:
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, Mapping):
        return {name: _plain(each) for name, each in value.items()}
    return value
