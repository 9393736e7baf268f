"""What a designer orders when cases shall move: read from a form, and written to an address."""

from datetime import date, datetime, time, tzinfo
from typing import Any

from flask import url_for
from werkzeug.datastructures import MultiDict

from engine.migration.orders import Order
from engine.migration.plan import Plan
from engine.migration.selection import Selection

#: A mapped step stands under its old id behind this.
MAP = "map:"


def order_read(name: str, plan: Plan, sent: MultiDict[str, str], *, zone: tzinfo) -> Order:
    """The order; what no version knows, or what is no day, is left out."""
    return Order(
        process=name,
        from_version=plan.source.version,
        to_version=plan.target.version,
        steps=steps_read(plan, sent),
        selection=Selection(
            unit_id=unit if (unit := sent.get("unit", "")).isalnum() else None,
            standing_at=frozenset(
                each for each in sent.getlist("at") if each in plan.source.elements
            ),
            started_from=_beginning(sent.get("from_day"), zone),
            started_before=_beginning(sent.get("before_day"), zone),
        ),
    )


def steps_read(plan: Plan, sent: MultiDict[str, str]) -> dict[str, str]:
    """The steps that were mapped, old to new."""
    mapped = {
        field.removeprefix(MAP): new for field, new in sent.items() if field.startswith(MAP) and new
    }
    return {
        old: new
        for old, new in mapped.items()
        if old in plan.source.elements and new in plan.target.elements
    }


def address(order: Order, *, zone: tzinfo) -> str:
    """The page on which this order can be changed."""
    chosen = order.selection
    sent: dict[str, Any] = {
        "from": order.from_version,
        "to": order.to_version,
        "unit": chosen.unit_id,
        "at": sorted(chosen.standing_at),
        "from_day": _day(chosen.started_from, zone),
        "before_day": _day(chosen.started_before, zone),
    }
    sent |= {MAP + old: new for old, new in order.steps.items()}
    return url_for("designer.migrate", name=order.process, **sent)


def _beginning(text: str | None, zone: tzinfo) -> datetime | None:
    """The moment at which a day of the law begins."""
    try:
        return datetime.combine(date.fromisoformat(text), time(), zone) if text else None
    except ValueError:
        return None


def _day(moment: datetime | None, zone: tzinfo) -> str | None:
    return None if moment is None else moment.astimezone(zone).date().isoformat()
