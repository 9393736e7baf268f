"""Why a case cannot move to another version: codes with names, and their sentences."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from engine.definitions import Definition

#: English and Hindi; `{what}` is the step by its label, other words are facts of the reason.
SENTENCES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "unknown-step": (
            "Neither version knows the step “{what}” that was mapped.",
            "जिस चरण “{what}” का मिलान बताया गया, उसे यह रूप नहीं जानता।",
        ),
        "step-gone": (
            "The new version has no step “{what}”, and none is named in its place.",
            "नए रूप में चरण “{what}” नहीं है, और उसकी जगह कोई चरण नहीं बताया गया है।",
        ),
        "kind-changed": (
            "“{what}” is a step of another kind in the new version.",
            "नए रूप में “{what}” दूसरे प्रकार का चरण है।",
        ),
        "other-scope": (
            "“{what}” lies in another sub-process or process in the new version.",
            "नए रूप में “{what}” किसी दूसरी उप-प्रक्रिया या प्रक्रिया में है।",
        ),
        "called-process-changed": (
            "“{what}” calls another process in the new version.",
            "नए रूप में “{what}” कोई दूसरी प्रक्रिया बुलाता है।",
        ),
        "instances-changed": (
            "“{what}” is done once for each of something else in the new version.",
            "नए रूप में “{what}” किसी और सूची के लिए बार-बार होता है।",
        ),
        "boundary-moved": (
            "The event “{what}” hangs on another step in the new version.",
            "नए रूप में घटना “{what}” किसी दूसरे चरण पर लगी है।",
        ),
        "events-parted": (
            "What “{what}” waits for together no longer belongs together in the new version.",
            "“{what}” जिन घटनाओं की साथ-साथ प्रतीक्षा करता है, वे नए रूप में साथ नहीं हैं।",
        ),
        "arrow-gone": (
            "At “{what}” a branch has arrived from “{source}”; the new version has no such arrow.",
            "“{what}” पर “{source}” से एक शाखा आ चुकी है; नए रूप में ऐसा तीर नहीं है।",
        ),
        "arrows-changed": (
            "At “{what}” branches have arrived, and in the new version it joins more or fewer.",
            "“{what}” पर शाखाएँ आ चुकी हैं, और नए रूप में वहाँ मिलने वाली शाखाओं की संख्या बदल गई है।",
        ),
        "join-never-filled": (
            "“{what}” would wait for ever: a branch that leads there in the new version "
            "has never begun in this case.",
            "“{what}” सदा प्रतीक्षा करता रहेगा: नए रूप में वहाँ जाने वाली एक शाखा इस मामले में शुरू ही नहीं हुई।",
        ),
        "timer-unreadable": (
            "The new time limit “{what}” cannot be worked out for this case.",
            "नई समय-सीमा “{what}” इस मामले के लिए निकाली नहीं जा सकती।",
        ),
        "case-ended": (
            "The case ended before its turn came.",
            "बारी आने से पहले ही मामला समाप्त हो गया।",
        ),
        "other-version": (
            "The case is on another version by now.",
            "मामला अब किसी दूसरे रूप पर है।",
        ),
        "withdrawn": (
            "The migration was stopped before the turn of this case came.",
            "इस मामले की बारी आने से पहले स्थानांतरण रोक दिया गया।",
        ),
        "failed": (
            "The portal could not move the case ({error}).",
            "पोर्टल मामले को स्थानांतरित नहीं कर सका ({error})।",
        ),
        "no-token": (
            "Nothing that could be moved stands at “{what}”.",
            "“{what}” पर ऐसा कुछ नहीं है जिसे हटाया जा सके।",
        ),
        "no-place": (
            "Nothing can be set before “{what}”: it joins branches, starts something, "
            "or belongs to another step.",
            "“{what}” के सामने कुछ नहीं रखा जा सकता: वह शाखाएँ मिलाता है, कुछ शुरू करता है, "
            "या किसी दूसरे चरण का हिस्सा है।",
        ),
    }
)


@dataclass(frozen=True)
class Reason:
    """One thing that keeps a case where it is."""

    code: str
    element_id: str | None = None
    name: str = ""
    name_hi: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """The reason as rows and programs keep it: codes, ids and names, no sentence."""
        return {
            "code": self.code,
            "element_id": self.element_id,
            "name": self.name,
            "name_hi": self.name_hi,
            "facts": dict(self.facts),
        }

    @classmethod
    def of_json(cls, kept: Mapping[str, Any]) -> "Reason":
        """The reason that :meth:`as_json` wrote."""
        return cls(**kept)


def reason_of(code: str, definition: Definition, element_id: str, **facts: str) -> Reason:
    """A reason that names a step of this definition."""
    element = definition.elements.get(element_id)
    return Reason(
        code,
        element_id,
        element.name if element is not None else "",
        element.name_hi if element is not None else "",
        facts,
    )


def reason_text(reason: Reason) -> tuple[str, str]:
    """The sentence of a reason, in English and in Hindi."""
    english, hindi = SENTENCES[reason.code]
    what = reason.name or reason.element_id or ""
    what_hi = reason.name_hi or what
    return (
        english.format(what=what, **reason.facts),
        hindi.format(what=what_hi, **reason.facts),
    )
