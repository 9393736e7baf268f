"""Kinds of offence as lists write them: the code, or its name in everyday Hindi or English."""

import re
import unicodedata
from collections.abc import Mapping, Sequence

_NUKTA = "\u093c"

#: The code of each kind, as the proforma asks for it, and the names by which it is known.
NAMES: Mapping[str, tuple[str, ...]] = {
    "molestation": (
        "molestation", "touching or groping against my will", "groping", "sexual harassment",
        "outraging modesty", "छेड़छाड़", "यौन उत्पीड़न",
    ),
    "stalking": (
        "stalking", "following or watching me", "following", "पीछा करना या नज़र रखना",
        "पीछा करना",
    ),
    "rape": ("rape", "रेप", "बलात्कार", "दुष्कर्म"),
    "attempt_to_rape": (
        "attempt to rape", "attempted rape", "रेप की कोशिश", "बलात्कार का प्रयास",
        "बलात्कार की कोशिश", "दुष्कर्म का प्रयास",
    ),
    "domestic_violence": (
        "domestic violence", "violence at home", "cruelty by husband", "घर में मारपीट या सताना",
        "घर में मारपीट", "घरेलू हिंसा",
    ),
    "dowry": ("dowry", "dowry demand", "दहेज की माँग", "दहेज की मांग", "दहेज"),
    "acid_attack": (
        "acid attack", "acid attack or threat of acid", "acid", "तेज़ाब फेंकना या उसकी धमकी",
        "तेज़ाब", "तेज़ाब हमला", "एसिड अटैक",
    ),
    "online_abuse": (
        "online abuse", "abuse on phone or internet", "cyber crime", "cybercrime",
        "फ़ोन या इंटरनेट पर परेशान करना", "साइबर अपराध", "ऑनलाइन उत्पीड़न",
    ),
    "trafficking": (
        "trafficking", "being sold, bought or taken away", "human trafficking",
        "बेचना, ख़रीदना या उठा ले जाना", "मानव तस्करी", "तस्करी", "अपहरण", "abduction",
    ),
    "other": ("other", "something else", "कुछ और", "अन्य"),
}  # fmt: skip


def read_kinds(cell: str) -> list[str] | None:
    """The codes of the kinds that a cell names, parted by commas; None where one is not known.

    A name may hold a comma itself, so the longest name that fits is taken.
    """
    parts = [part for part in (_plain(part) for part in cell.split(",")) if part]
    found: list[str] = []
    while parts:
        length, code = _longest(parts)
        if code is None:
            return None
        found.append(code)
        parts = parts[length:]
    return list(dict.fromkeys(found)) or None


def _longest(parts: Sequence[str]) -> tuple[int, str | None]:
    for length in range(len(parts), 0, -1):
        code = _BY_NAME.get(", ".join(parts[:length]))
        if code is not None:
            return length, code
    return 1, None


def _plain(name: str) -> str:
    """A name without what people write differently: letters' size, dots below, blanks."""
    bare = unicodedata.normalize("NFD", name).replace(_NUKTA, "")
    return " ".join(re.sub(r"[_\s]+", " ", bare).split()).casefold()


def _plain_name(name: str) -> str:
    return ", ".join(_plain(part) for part in name.split(","))


_BY_NAME = {_plain_name(name): code for code, names in NAMES.items() for name in names}
