"""Ranks: which rank an officer's own words mean, and how it is called in Hindi.

Ranks are written freely when an account is made ("SI", "Woman Sub-Inspector"); the tables of the
law know them by code. Which of them is enough is said there, not here.
"""

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Rank:
    """A rank of the police, from the lowest to the highest in `RANKS`."""

    code: str  # as the tables of the law name it
    names: tuple[str, ...]  # as people write it, in small letters without "woman"


RANKS = (
    Rank("constable", ("constable", "सिपाही", "आरक्षी")),
    Rank("head_constable", ("head constable", "hc", "हेड कांस्टेबल", "मुख्य आरक्षी")),
    Rank("assistant_sub_inspector", ("assistant sub inspector", "asi", "सहायक उप निरीक्षक")),
    Rank("sub_inspector", ("sub inspector", "si", "psi", "उप निरीक्षक", "दारोग़ा")),
    Rank("inspector", ("inspector", "निरीक्षक", "इंस्पेक्टर")),
    Rank(
        "deputy_superintendent",
        ("deputy superintendent", "dysp", "dsp", "assistant commissioner", "acp", "पुलिस उपाधीक्षक"),
    ),
    Rank(
        "additional_superintendent",
        ("additional superintendent", "addl sp", "asp", "additional deputy commissioner", "adcp"),
    ),
    Rank("superintendent", ("superintendent", "sp", "deputy commissioner", "dcp", "ssp")),
    Rank(
        "deputy_inspector_general",
        ("deputy inspector general", "dig", "inspector general", "ig", "additional commissioner"),
    ),
    Rank(
        "director_general",
        ("additional director general", "adg", "director general", "dgp", "commissioner"),
    ),
)

_IN_HINDI = {
    "woman constable": "महिला आरक्षी",
    "constable": "आरक्षी",
    "head constable": "मुख्य आरक्षी",
    "assistant sub inspector": "सहायक उप निरीक्षक",
    "sub inspector": "उप निरीक्षक",
    "woman sub inspector": "महिला उप निरीक्षक",
    "inspector": "निरीक्षक",
    "woman inspector": "महिला निरीक्षक",
    "deputy superintendent": "पुलिस उपाधीक्षक",
    "assistant commissioner": "सहायक पुलिस आयुक्त",
    "additional superintendent": "अपर पुलिस अधीक्षक",
    "superintendent": "पुलिस अधीक्षक",
    "deputy commissioner": "पुलिस उपायुक्त",
    "additional director general": "अपर पुलिस महानिदेशक",
}

_OF_POLICE = re.compile(r"\b(?:of police|woman|women|w)\b|[()/]")
_BY_NAME = {name: rank.code for rank in RANKS for name in rank.names}


def code_of(written: str) -> str | None:
    """The code of a rank as somebody wrote it; None where it is none of the police's."""
    plain = " ".join(_OF_POLICE.sub(" ", _plain(written)).split())
    return _BY_NAME.get(plain)


def in_hindi(written: str) -> str:
    """How a rank is called in Hindi; as it was written where that is not known."""
    plain = " ".join(_plain(written).replace(" of police", "").split())
    return _IN_HINDI.get(plain, written)


def _plain(written: str) -> str:
    return written.casefold().replace("-", " ").replace(".", "")
