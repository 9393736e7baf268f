"""Faults: what is wrong with a case or came out otherwise, told where it is written."""

from dataclasses import dataclass, field
from typing import Any

#: What each kind of fault says, in English and Hindi.
SENTENCES: dict[str, tuple[str, str]] = {
    # the file
    "unreadable": (
        "The file cannot be read: {reason}.",
        "फ़ाइल पढ़ी नहीं जा सकती ({reason})।",
    ),
    "key-unknown": (
        "The key “{key}” is not known here. Write one of: {known}.",
        "“{key}” यहाँ नहीं चलता। इनमें से एक लिखें: {known}।",
    ),
    "key-missing": ("“{key}” is missing.", "“{key}” नहीं लिखा है।"),
    "wrong-shape": ("“{key}” must be {wanted}.", "“{key}” ऐसा होना चाहिए: {wanted}।"),
    "step-unknown": (
        "The drawing has no step “{step}”.",
        "चित्र में “{step}” नाम का कोई चरण नहीं है।",
    ),
    "step-misspelt": (
        "The drawing has no step “{step}”. Is one of these meant: {near}?",
        "चित्र में “{step}” नाम का कोई चरण नहीं है। क्या इनमें से कोई है: {near}?",
    ),
    "nothing-expected": (
        "The case expects nothing, so it can never fail. Add a step “expect”.",
        "इस कहानी में कुछ जाँचा नहीं जाता, इसलिए यह कभी असफल नहीं होगी। “expect” जोड़ें।",
    ),
    "name-taken": (
        "A case is called “{case}” already: {other}. Give this one another name.",
        "“{case}” नाम की एक कहानी पहले से है: {other}। इसे दूसरा नाम दें।",
    ),
    "after-unknown": (
        "No case here is called “{case}”.",
        "“{case}” नाम की कोई कहानी यहाँ नहीं है।",
    ),
    "after-circle": (
        "The case goes on from itself, by way of {case}.",
        "यह कहानी {case} से होकर अपने से ही आगे बढ़ती है।",
    ),
    "after-failed": (
        "It was not replayed: {case}, from which it goes on, has failed.",
        "यह चलाई नहीं गई: जिस कहानी {case} से आगे बढ़ती है, वह असफल रही।",
    ),
    # what happened
    "cannot-begin": (
        "The case cannot begin: {reason}.",
        "कहानी शुरू नहीं हो सकती ({reason})।",
    ),
    "place-unknown": (
        "<{name}> is nothing in the invented police. Known are: {known}.",
        "काल्पनिक पुलिस में <{name}> नहीं है। ये हैं: {known}।",
    ),
    "not-open": (
        "“{step}” is not open. Open are: {open}.",
        "“{step}” खुला नहीं है। खुले हैं: {open}।",
    ),
    "open-twice": (
        "“{step}” is open {count} times. A case can complete it only where it is open once.",
        "“{step}” {count} बार खुला है। एक बार खुला हो तभी पूरा किया जा सकता है।",
    ),
    "nobody": (
        "Nobody in the invented police is {role} there.",
        "काल्पनिक पुलिस में वहाँ कोई {role} नहीं है।",
    ),
    "field-refused": (
        "The form of “{step}” does not take the answer to “{field}”: {reason}",
        "“{step}” का फ़ॉर्म “{field}” का यह जवाब नहीं लेता: {reason}",
    ),
    "not-asked": (
        "The form of “{step}” does not ask “{field}” now.",
        "“{step}” का फ़ॉर्म अभी “{field}” नहीं पूछता।",
    ),
    "refused": ("“{step}” was refused: {reason}.", "“{step}” स्वीकार नहीं हुआ: {reason}।"),
    "not-refused": (
        "“{step}” went through, but must be refused ({wanted}).",
        "“{step}” पूरा हो गया, पर उसे रुकना था ({wanted})।",
    ),
    "refused-otherwise": (
        "“{step}” was refused because of {found}, but must be because of {wanted}.",
        "“{step}” {found} के कारण रुका, पर कारण {wanted} होना था।",
    ),
    "stopped": (
        "The drawing stopped at “{step}”: {reason}.",
        "चित्र “{step_hi}” पर रुक गया: {reason_hi}।",
    ),
    "too-busy": (
        "The clock rang more than {count} times. Let less time pass, or draw fewer repetitions.",
        "घड़ी {count} से ज़्यादा बार बजी। कम समय बीतने दें, या चित्र में कम दोहराव रखें।",
    ),
    "too-slow": (
        "The cases took longer than they may all together. Tell shorter ones, or allow more time.",
        "सब कहानियों ने मिलकर तय समय से ज़्यादा लिया। छोटी कहानियाँ लिखें, या ज़्यादा समय दें।",
    ),
    "play-gave-up": (
        "This needs more than {seconds} seconds or {megabytes} MB. Nothing of it was done.",
        "इसमें {seconds} सेकंड या {megabytes} MB से ज़्यादा लगता है। इसमें से कुछ नहीं किया गया।",
    ),
    "play-broke-off": (
        "The portal could not do this. Nothing of it was done; its log says why.",
        "पोर्टल यह नहीं कर सका। इसमें से कुछ नहीं किया गया; कारण उसके लॉग में है।",
    ),
    "play-busy": (
        "Others are playing just now. Nothing was done; press again in a moment.",
        "अभी दूसरे लोग चला रहे हैं। कुछ नहीं किया गया; थोड़ी देर में फिर दबाएँ।",
    ),
    "otherwise": (
        "{what}: expected {wanted}; found {found}.",
        "{what}: होना था {wanted}; मिला {found}।",
    ),
}


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong, and where a designer finds it."""

    kind: str
    file: str
    line: int | None = None
    step: int | None = None  # counted from 1
    facts: dict[str, Any] = field(default_factory=dict)

    @property
    def message(self) -> str:
        """What is wrong, in English."""
        return SENTENCES[self.kind][0].format(**self.facts)

    @property
    def message_hi(self) -> str:
        """What is wrong, in Hindi."""
        return SENTENCES[self.kind][1].format(**self.facts)

    def as_json(self) -> dict[str, Any]:
        """For programs and pages."""
        return {
            "kind": self.kind,
            "file": self.file,
            "line": self.line,
            "step": self.step,
            "message": self.message,
            "message_hi": self.message_hi,
        }

    def __str__(self) -> str:
        where = self.file if self.line is None else f"{self.file}:{self.line}"
        step = "" if self.step is None else f"step {self.step}: "
        return f"{where}: {step}{self.message}"


class TimeIsUp(Exception):
    """The cases have taken all the time that they may."""


class CaseFailed(Exception):
    """A case cannot go on, or came out otherwise; `fault` says where and how."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(str(fault))
        self.fault = fault
