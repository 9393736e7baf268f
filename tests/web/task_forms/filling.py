"""Forms of the shipped drawings as somebody fills them in, and what is said of the answers."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from werkzeug.datastructures import MultiDict

from engine.forms import Option, read_form
from processes.complaint.verdicts import verdict_of
from tests.processes.complaint.law import tables
from web.task_forms import PREFIX, TaskForm

DRAWINGS = Path(__file__).parents[3] / "bpmn"
OFFENCES = (
    Option("pocso_penetrative", "Against a child", "बच्ची के ख़िलाफ़"),
    Option("rape_under_16", "Of a girl under 16", "16 वर्ष से कम"),
    Option("rape_under_12", "Of a girl under 12", "12 वर्ष से कम"),
    Option("import_girl", "Of a girl under 21", "21 वर्ष से कम"),
    Option("stalking", "Stalking", "पीछा करना"),
)


def filled(
    name: str,
    now: datetime,
    /,
    *,
    of: str = "complaint",
    language: str = "en",
    known: Mapping[str, Any] | None = None,
    **typed: Any,
) -> TaskForm:
    """A shipped form with these answers typed, in a case of which this is known."""
    posted: MultiDict[str, Any] = MultiDict()
    for key, value in typed.items():
        posted.setlist(PREFIX + key, value if isinstance(value, list) else [value])
    form = read_form((DRAWINGS / of / "forms" / f"{name}.form").read_bytes())
    return TaskForm(
        form,
        verdict=lambda said: verdict_of(tables(), form, said, now=now),
        language=language,
        now=now,
        sources=lambda _source, _known: OFFENCES,
        values=known,
        known={"age_band": "18_plus", **(known or {})},
        posted=posted,
    )


def faults(form: TaskForm) -> Mapping[str, str]:
    """What is told at each field, by its label."""
    form.validate()
    return {label: remedy for _, label, remedy in form.errors}


def registration(**typed: Any) -> dict[str, Any]:
    """Answers of a registration that can be, but for those that are typed otherwise."""
    return {
        "incident_on": "2026-03-01",
        "offences": ["stalking"],
        "registered_as": "fir",
        "registration_number": "7/2026",
        "registration_text": "She was followed.",
        "recorded_by_woman": "yes",
        **typed,
    }
