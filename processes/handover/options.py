"""Options of the handover's forms: the case that is handed over, by its number."""

from engine.forms import Option
from processes.complaint import numbers
from processes.complaint.options import Question
from processes.exceptions import NotVisible
from processes.runs import complaint_of, run_of


def handed_case(question: Question) -> tuple[Option, ...]:
    """The one case of this step: its complaint number, or what kind of case it is."""
    instance_id = str(question.values.get("handed_case") or "")
    try:
        drawing = run_of(question.session, instance_id).definition.outline
    except NotVisible:
        return ()
    complaint = complaint_of(question.session, instance_id)
    if complaint is None or complaint.numbered_at is None:
        return (Option(instance_id, drawing.name, drawing.name_hi),)
    number = numbers.written(complaint.number)
    return (Option(instance_id, number, number),)
