"""Heat as a page shows it: a table, and numbers with a colour on each drawing of the process."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from flask import Response, abort, request
from sqlalchemy.orm import Session

from engine import definitions, versions
from engine.called import Name, names_of
from engine.definitions import Definition
from engine.drawing import Element
from engine.parts import Part
from engine.translated import in_hindi
from models import Unit
from processes.design.catalogue import Listed, catalogue
from processes.heat import FEWEST, Heat, heat_of, stuck_at
from processes.heat_scope import Scope
from processes.permissions.confided import kept_from_roles
from processes.permissions.permission import Permission
from processes.permissions.rules import may
from processes.waits import waits_of
from web import i18n, staff

#: The periods one can choose, in days; without one, all time.
PERIODS = (30, 90, 365)
#: Up to so many days at the 90th percentile a step has the colour of this place.
_BOUNDS = (1.0, 3.0, 10.0, 30.0)
#: An event on the border of a step is that step's time, and shown only where it gave up.
_BORDER = "boundaryEvent"
#: Elements that nobody does.
_WAITS = frozenset(
    {"startEvent", "intermediateCatchEvent", "boundaryEvent", "receiveTask", "eventBasedGateway"}
)


@dataclass(frozen=True)
class Row:
    """A step with its heat."""

    element: Element
    heat: Heat
    name: Name  # what it is called, also where the drawing says nothing

    @property
    def is_wait(self) -> bool:
        """Whether no person is to do it: it waits for a day, a time limit or a message."""
        return self.element.kind in _WAITS

    @property
    def colour(self) -> int:
        """From 0, nothing to say or a wait, to 5, the hottest."""
        p90 = self.heat.p90_days
        return 0 if p90 is None or self.is_wait else 1 + sum(p90 > bound for bound in _BOUNDS)


@dataclass(frozen=True)
class Drawn:
    """One of the process's drawings, with what stands on its steps."""

    part: Part
    rows: Sequence[Row]

    @property
    def hottest(self) -> Row:
        """Where the drawing is looked at first: the longest step of people, if there is one."""
        return next((row for row in self.rows if not row.is_wait), self.rows[0])

    @property
    def colours(self) -> str:
        """The colour of each step, as JSON."""
        return json.dumps({row.element.id: row.colour for row in self.rows if row.colour})

    @property
    def numbers(self) -> str:
        """What is written at each step, as JSON."""
        return json.dumps({row.element.id: _label(row) for row in self.rows})


@dataclass(frozen=True)
class Shown:
    """Everything of the page."""

    listed: Listed
    definition: Definition  # whose drawing is shown: the chosen version's, else the newest
    version: int | None
    days: int | None
    rows: Sequence[Row]  # the hottest first
    drawn: Sequence[Drawn]
    stuck: Mapping[str, Sequence[int]]  # jobs that gave up, by step, for who may try them again

    @property
    def bounds(self) -> Sequence[float]:
        """Up to how many days each colour but the last goes."""
        return _BOUNDS

    @property
    def steps(self) -> Sequence[Row]:
        """What people do, and the portal for them."""
        return [row for row in self.rows if not row.is_wait]

    @property
    def waits(self) -> Sequence[Row]:
        """What waits for a day, a time limit or a message."""
        return [row for row in self.rows if row.is_wait]


def shown(
    session: Session, process: str, *, unit: Unit | None, now: datetime, hides_few: bool
) -> Shown:
    """The heat of a process as the address asks for it; 404 for a process that never ran."""
    listed = next((each for each in catalogue(session) if each.name == process), None)
    if listed is None or not listed.versions:
        abort(404)
    numbers = {str(each.number): each for each in listed.versions}
    chosen = numbers.get(request.args.get("version", ""))
    days = next((each for each in PERIODS if str(each) == request.args.get("days")), None)
    scope = Scope(
        process,
        version=chosen.number if chosen else None,
        unit=unit,
        since=now - timedelta(days=days) if days else None,
    )
    definition = definitions.load(session, (chosen or listed.versions[0]).id)
    waits = waits_of(definition.files)
    found = heat_of(session, scope, hides_few=hides_few, waits=waits)
    kept = kept_from_roles(definition, staff.officer().roles) if unit is not None else frozenset()
    rows = _rows(definition, {step: heat for step, heat in found.items() if step not in kept})
    may_retry = may(Permission.RETRY_INCIDENT, staff.officer())
    return Shown(
        listed=listed,
        definition=definition,
        version=scope.version,
        days=days,
        rows=rows,
        drawn=_drawn(definition, rows),
        stuck=stuck_at(session, scope) if may_retry else {},
    )


def drawing(session: Session, definition_id: str, path: str) -> Response:
    """A drawing of a version in the language of the page."""
    files: Mapping[str, bytes] = versions.files_of(session, definition_id)
    if not path.endswith(".bpmn") or path not in files:
        abort(404)
    drawn = in_hindi(files[path]) if i18n.language() == "hi" else files[path]
    return Response(drawn, mimetype="application/xml")


def _rows(definition: Definition, found: Mapping[str, Heat]) -> list[Row]:
    elements, names = definition.elements, names_of(definition.files)
    rows = [
        Row(elements[step], heat, names[step])
        for step, heat in found.items()
        if step in elements and (elements[step].kind != _BORDER or heat.incidents != 0)
    ]
    return sorted(rows, key=lambda row: (-(row.heat.p90_days or 0.0), row.element.id))


def _drawn(definition: Definition, rows: Sequence[Row]) -> list[Drawn]:
    """The drawings with something on them, the one with most first."""
    found = [
        Drawn(part, [row for row in rows if row.element.id in set(part.element_ids)])
        for part in definition.outline.parts.values()
    ]
    return sorted((each for each in found if each.rows), key=lambda each: -len(each.rows))


def _label(row: Row) -> str:
    """Median and 90th percentile, how many stand there and gave up: 2.5 / 9.0 · 14 · ⚠ 1."""
    said = _figures(row.heat)
    return f"⏲ {said}" if row.is_wait else said


def _figures(heat: Heat) -> str:
    few = f"<{FEWEST}"
    lengths = "" if heat.p90_days is None else f"{heat.median_days:.1f} / {heat.p90_days:.1f}"
    standing: Any = few if heat.standing is None else heat.standing
    stuck = "" if heat.incidents == 0 else f"⚠ {few if heat.incidents is None else heat.incidents}"
    return " · ".join(str(each) for each in (lengths, standing, stuck) if each) or few
