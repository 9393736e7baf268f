"""Options of the appeal's forms: the officers who had her complaint."""

from collections.abc import Mapping

from engine.forms import Option
from models import Officer, Unit
from processes.appeal.ladder import her_officers
from processes.complaint.options import Question, Source
from processes.posts import ranks


def _her_officers(question: Question) -> tuple[Option, ...]:
    if question.complaint is None:
        return ()
    found = []
    for officer_id, _role, unit_id in her_officers(question.session, question.complaint):
        officer = question.session.get_one(Officer, officer_id)
        unit = question.session.get(Unit, unit_id) if unit_id else None
        at, at_hi = (f", {unit.full_name}", f", {unit.full_name_hi}") if unit else ("", "")
        found.append(
            Option(
                officer_id,
                f"{officer.name}, {officer.rank}{at}",
                f"{officer.name_hi}, {ranks.in_hindi(officer.rank)}{at_hi}",
            )
        )
    return tuple(found)


SOURCES: Mapping[str, Source] = {"her_officers": _her_officers}
