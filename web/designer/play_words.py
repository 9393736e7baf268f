"""A play in words: its steps, and why one of them was not taken."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from flask_babel import gettext, ngettext

from engine.drawing import Element
from processes.scripted.case import ACTIONS, wall_clock
from processes.scripted.fault import Fault
from web import i18n
from web.office.words import named, role


@dataclass(frozen=True)
class SaidStep:
    """A step of a play as its page lists it."""

    action: str
    words: str
    details: tuple[str, ...] = ()


def said(step: Mapping[str, Any], elements: Mapping[str, Element]) -> SaidStep:
    """A step of a case as a person would tell it."""
    action = next(key for key in step if key in ACTIONS)
    subject, details = step[action], _answers(step.get("with", {}))
    if action == "advance":
        return SaidStep(action, _time_passes(str(subject)))
    if action == "expect":
        return SaidStep(action, gettext("This must be so:"), tuple(_expected(subject, elements)))
    name = _name(subject, elements) if action in ("complete", "refuse") else f"“{subject}”"
    who = role(step["by"]) if step.get("by") else gettext("from outside")
    if step.get("at"):
        who = f"{who}, {step['at']}"
    said_as = {
        "complete": gettext("%(who)s does: %(name)s", who=who, name=name),
        "refuse": gettext("%(who)s must not get through with: %(name)s", who=who, name=name),
        "message": gettext("Message %(name)s, %(who)s", who=who, name=name),
        "refuse_message": gettext(
            "Message %(name)s must not be taken, %(who)s", who=who, name=name
        ),
    }
    return SaidStep(action, str(said_as[action]), details)


def fault_words(fault: Fault) -> str:
    """Why a step was not taken, in the language of the page."""
    if "role" in fault.facts:
        code, blank, place = str(fault.facts["role"]).partition(" ")
        fault = replace(fault, facts={**fault.facts, "role": f"{role(code)}{blank}{place}"})
    return fault.message_hi if i18n.language() == "hi" else fault.message


def _name(element_id: str, elements: Mapping[str, Element]) -> str:
    element = elements.get(element_id)
    return named(element.name, element.name_hi) if element else element_id


def _answers(values: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(f"{key}: {_short(value)}" for key, value in values.items())


def _short(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(_short(each) for each in value)
    if isinstance(value, Mapping):
        return "; ".join(_answers(value))
    if isinstance(value, bool):
        return gettext("Yes") if value else gettext("No")
    return str(value)


def _expected(subject: Mapping[str, Any], elements: Mapping[str, Element]) -> Iterable[str]:
    for what, wanted in subject.items():
        if what == "open":
            names = [_name(each, elements) for each in wanted]
            yield gettext("waiting: %(names)s", names=_listed(names))
        elif what == "due":
            due = [f"{_name(each, elements)} – {at}" for each, at in wanted.items()]
            yield gettext("due: %(names)s", names=_listed(due))
        elif what == "said_to_her":
            yield gettext("sent since the last look: %(names)s", names=_listed(wanted))
        elif what == "said_to_posts":
            yield gettext("brought before officers since then: %(names)s", names=_listed(wanted))
        elif what == "ended":
            yield gettext("it has ended") if wanted else gettext("it goes on")


def _listed(names: Iterable[str]) -> str:
    return ", ".join(names) or gettext("nothing")


def _time_passes(text: str) -> str:
    number = "".join(sign for sign in text if sign.isdigit())
    if text.startswith("PT") and text.endswith("H") and number:
        return str(ngettext("%(num)d hour passes", "%(num)d hours pass", int(number)))
    if text.startswith("P") and text.endswith("D") and number:
        return str(ngettext("%(num)d day passes", "%(num)d days pass", int(number)))
    try:
        moment = i18n.say_moment(wall_clock(text))
    except ValueError:
        return str(gettext("Time passes: %(length)s", length=text))
    return str(gettext("Time passes until %(moment)s", moment=moment))
