"""Options of the handover's forms: the case that is handed over, by its number."""

from engine.forms import Option
from processes.complaint import numbers
from processes.complaint.options import Question
from processes.exceptions import NotVisible
from processes.handover.orders import order_of
from processes.runs import complaint_of, run_of


def handed_case(question: Question) -> tuple[Option, ...]:
    """The one case of this step: its complaint number, that of an order, or what kind it is."""
    instance_id = str(question.values.get("handed_case") or "")
    try:
        drawing = run_of(question.session, instance_id).definition.outline
    except NotVisible:
        return ()
    order = order_of(question.session, instance_id)
    if order is not None and order.ground_number is not None:
        number = order.ground_number
        return (Option(instance_id, f"{drawing.name}: {number}", f"{drawing.name_hi}: {number}"),)
    complaint = complaint_of(question.session, instance_id)
    if complaint is None or complaint.numbered_at is None:
        return (Option(instance_id, drawing.name, drawing.name_hi),)
    number = numbers.written(complaint.number)
    return (Option(instance_id, number, number),)
