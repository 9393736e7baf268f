"""Words for the codes that lower layers return: roles, states, messages, in both languages."""

from collections.abc import Mapping
from datetime import date

from flask_babel import gettext, lazy_gettext
from flask_babel.speaklater import LazyString

from engine.forms import Kind
from models import ComplaintStatus, MessageStatus
from processes.complaint.hands import Hand
from processes.complaint.stays import Stay
from processes.complaint.told_her import Line
from web import i18n

ROLES: Mapping[str, LazyString] = {
    "complainant": lazy_gettext("You"),
    "verification_caller": lazy_gettext("Caller of the verification desk"),
    "verification_supervisor": lazy_gettext("Supervisor of the verification desk"),
    "help_desk": lazy_gettext("Help desk"),
    "legal_desk": lazy_gettext("Legal desk"),
    "oversight_cell": lazy_gettext("Oversight cell"),
    "sho": lazy_gettext("Station house officer"),
    "woman_recorder": lazy_gettext("Woman officer of the station"),
    "investigating_officer": lazy_gettext("Investigating officer"),
    "circle_officer": lazy_gettext("Circle officer"),
    "superintendent": lazy_gettext("Superintendent of Police"),
    "independent_reviewer": lazy_gettext("Independent woman reviewer"),
    "state_nodal": lazy_gettext("State nodal officer"),
    "national_viewer": lazy_gettext("National viewer"),
    "patrol_unit": lazy_gettext("Patrol unit"),
    "receiving_officer": lazy_gettext("Receiving officer"),
    "control_room_lead": lazy_gettext("Control room lead"),
    "administrator": lazy_gettext("Administrator"),
    "process_designer": lazy_gettext("Process designer"),
    "second_designer": lazy_gettext("Second process designer"),
    "third_designer": lazy_gettext("Third process designer"),
    "system": lazy_gettext("The portal"),
}

STATUSES: Mapping[ComplaintStatus, LazyString] = {
    ComplaintStatus.SUBMITTED: lazy_gettext("It has arrived and waits for the call to you."),
    ComplaintStatus.NUMBERED: lazy_gettext("It has its number and is being registered."),
    ComplaintStatus.REGISTERED: lazy_gettext("It is registered."),
    ComplaintStatus.UNDER_INVESTIGATION: lazy_gettext("It is being investigated."),
    ComplaintStatus.OPINION_FORMED: lazy_gettext("The investigation is over; the outcome is next."),
    ComplaintStatus.CLOSED: lazy_gettext("It is closed."),
    ComplaintStatus.PARKED: lazy_gettext("It rests until we can reach you."),
}

#: Ranks as they stand in the officers' rows.
RANKS: Mapping[str, LazyString] = {
    "Woman Constable": lazy_gettext("Woman Constable"),
    "Sub-Inspector": lazy_gettext("Sub-Inspector"),
    "Woman Sub-Inspector": lazy_gettext("Woman Sub-Inspector"),
    "Inspector": lazy_gettext("Inspector"),
    "Deputy Superintendent": lazy_gettext("Deputy Superintendent"),
    "Additional Superintendent": lazy_gettext("Additional Superintendent"),
    "Assistant Commissioner": lazy_gettext("Assistant Commissioner"),
    "Deputy Commissioner": lazy_gettext("Deputy Commissioner"),
    "Additional Director General": lazy_gettext("Additional Director General"),
    "Prosecution Officer": lazy_gettext("Prosecution Officer"),
    "Deputy Secretary": lazy_gettext("Deputy Secretary"),
}

MESSAGES: Mapping[str, LazyString] = {
    "call_back_code": lazy_gettext("Your call-back code"),
    "status_code": lazy_gettext("A code that you asked for"),
    "confirm_yourself": lazy_gettext("We asked you to send your code"),
    "complaint_number": lazy_gettext("Your number"),
    "sign_now": lazy_gettext("Your complaint can be signed"),
    "parked": lazy_gettext("We could not reach you"),
    "sign_reminder": lazy_gettext("A reminder to sign"),
    "on_record": lazy_gettext("Your complaint is on record"),
    "officer_changed": lazy_gettext("Another officer looks after your complaint"),
    "officer_assigned": lazy_gettext("An investigating officer was named"),
    "two_months_passed": lazy_gettext("The two months are over"),
    "new_date": lazy_gettext("The cause of the delay and a new date"),
    "progress_90": lazy_gettext("What has been done so far"),
    "outcome": lazy_gettext("The outcome"),
    "enquiry_begins": lazy_gettext("An enquiry of fourteen days begins"),
    "enquiry_fir": lazy_gettext("An FIR is registered"),
    "enquiry_closed": lazy_gettext("No FIR is registered, and why"),
    "referred": lazy_gettext("Your complaint was passed on"),
    "other_way_over": lazy_gettext("What came of your complaint"),
    "sixty_days_passed": lazy_gettext("The sixty days are over"),
    "accused_free": lazy_gettext("The accused is no longer in custody"),
    "order_late": lazy_gettext(
        "No order 60 days after the first hearing: ask the protection officer or your lawyer"
    ),
    "other_station": lazy_gettext("Another station has your complaint"),
    "child_support": lazy_gettext("Who stands by you"),
    "legal_help": lazy_gettext("Legal help free of charge"),
    "court_date": lazy_gettext("A date in court"),
    "verdict": lazy_gettext("The court has decided"),
    "reopened": lazy_gettext("Your complaint is open again"),
    "evidence_received": lazy_gettext("Your new evidence has arrived"),
    "not_permitted": lazy_gettext("What the court said"),
    "takes_longer": lazy_gettext("It takes longer"),
    "not_reopened": lazy_gettext("The decision on your new evidence"),
    "further_report": lazy_gettext("The further report"),
    "compensation": lazy_gettext("The decision on compensation"),
    "news_on_page": lazy_gettext("News about what you reported"),
    "joined": lazy_gettext("Two complaints have become one"),
    "appeal_goes_up": lazy_gettext("Your appeal went to the next officer above"),
    "appeal_decided": lazy_gettext("The answer to your appeal"),
    "appeal_answer_waits": lazy_gettext("A reminder to answer"),
    "magistrate": lazy_gettext("What you can do next"),
    "withdrawal_waits": lazy_gettext("Your wish to withdraw has come"),
    "withdrawal_unheard": lazy_gettext("We could not talk to you alone"),
    "withdrawal_stays": lazy_gettext("Your complaint stays"),
    "withdrawal_done": lazy_gettext("Your complaint was withdrawn"),
    "recovery_held": lazy_gettext("Somebody asked for a new code or passphrase"),
    "recovery_unreached": lazy_gettext("We could not reach you about the new code or passphrase"),
    "recovery_expired": lazy_gettext("The one-time word has expired"),
    "recovery_done": lazy_gettext("Your passphrase was changed"),
}

SENDINGS: Mapping[MessageStatus, LazyString] = {
    MessageStatus.QUEUED: lazy_gettext("on its way"),
    MessageStatus.SENT: lazy_gettext("sent"),
    MessageStatus.FAILED: lazy_gettext("could not be delivered"),
    MessageStatus.EXPIRED: lazy_gettext("not sent in time"),
}


#: What she may ask for beside her complaint, by the name of the process.
ASKINGS: Mapping[str, LazyString] = {
    "appeal": lazy_gettext("Ask an officer above to look at it"),
    "withdrawal": lazy_gettext("Withdraw your complaint"),
    "reopening": lazy_gettext("Send new evidence: open it again"),
}


def asking(process: str) -> str:
    """What she asks for when she begins a process."""
    return str(ASKINGS.get(process, process))


def role(code: str) -> str:
    """A role's name."""
    return str(ROLES.get(code, code))


def message(code: str) -> str:
    """What a message was about."""
    return str(MESSAGES.get(code) or gettext("A message"))


def holder(stay: Stay) -> str:
    """Post and unit: "Investigating officer 2, Amrood Bagh"."""
    seat = f" {stay.seat}" if stay.role == "investigating_officer" and stay.seat else ""
    return post(f"{role(stay.role)}{seat}", stay.unit_name, stay.unit_name_hi)


def post(role_: str, unit: str | None, unit_hi: str | None) -> str:
    """A role, by its code or named already, and its unit."""
    at = unit_hi if i18n.language() == "hi" else unit
    return f"{role(role_)}, {at}" if at else role(role_)


def officer(stay: Stay) -> str:
    """Rank and name; empty where the post was vacant or shared."""
    name = stay.officer_name_hi if i18n.language() == "hi" else stay.officer_name
    return ", ".join(part for part in (name, rank(stay.officer_rank or "")) if part)


def rank(name: str) -> str:
    """A rank in the reader's language."""
    return str(RANKS.get(name, name))


def asked(line: Line) -> str:
    """What an officer's answer to her is about."""
    return line.asked.for_her_hi if i18n.language() == "hi" else line.asked.for_her


def said(line: Line) -> str:
    """An officer's answer to her; days as people write them."""
    if line.asked.kind is Kind.DATE:
        return i18n.say_day(date.fromisoformat(str(line.value)))
    return line.said(i18n.language())


def step(stay: Stay) -> str:
    """What was being done, all of it in its order, as the drawing calls it for her."""
    return " · ".join(steps(stay))


def steps(stay: Stay | Hand) -> list[str]:
    """What was done in a stay or hand, in its order, with how often it came in a row."""
    return [
        _times(for_her(each.name_for_her, each.name_for_her_hi), each.times) for each in stay.steps
    ]


def for_her(name: str, name_hi: str) -> str:
    """A name of the drawing in the language of the page."""
    return name_hi if i18n.language() == "hi" else name


def _times(name: str, times: int) -> str:
    if times == 1:
        return name
    return str(gettext("%(step)s (%(times)d times)", step=name, times=times))
