"""Complaint numbers: random, checked, and easy to read aloud in Hindi and English.

Twelve characters of Crockford's base 32 (60 random bits) and a check character. The alphabet has
no I, L, O or U, so that nothing is mistaken on the telephone and no word arises by chance.
"""

import secrets
from typing import NamedTuple

from processes.exceptions import NumberNotValid

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
DATA_CHARACTERS = 12
LENGTH = DATA_CHARACTERS + 1

_VALUE = {character: value for value, character in enumerate(ALPHABET)}
_READ_AS = str.maketrans({"O": "0", "I": "1", "L": "1"})
_DEVANAGARI_DIGITS = str.maketrans("०१२३४५६७८९", "0123456789")
_SEPARATORS = " -–—_.·\u00a0\u200b\u200c\u200d"


class Spoken(NamedTuple):
    """A character and the words a caller reads it out with."""

    character: str
    english: str
    hindi: str


_SPOKEN = {
    "0": ("zero", "शून्य"),
    "1": ("one", "एक"),
    "2": ("two", "दो"),
    "3": ("three", "तीन"),
    "4": ("four", "चार"),
    "5": ("five", "पाँच"),
    "6": ("six", "छह"),
    "7": ("seven", "सात"),
    "8": ("eight", "आठ"),
    "9": ("nine", "नौ"),
    "A": ("A for apple", "ए, ऐपल वाला"),
    "B": ("B for ball", "बी, बॉल वाला"),
    "C": ("C for cat", "सी, कैट वाला"),
    "D": ("D for doll", "डी, डॉल वाला"),
    "E": ("E for egg", "ई, एग वाला"),
    "F": ("F for fan", "एफ़, फ़ैन वाला"),
    "G": ("G for goat", "जी, गोट वाला"),
    "H": ("H for hat", "एच, हैट वाला"),
    "J": ("J for jug", "जे, जग वाला"),
    "K": ("K for kite", "के, काइट वाला"),
    "M": ("M for mango", "एम, मैंगो वाला"),
    "N": ("N for nest", "एन, नेस्ट वाला"),
    "P": ("P for pen", "पी, पेन वाला"),
    "Q": ("Q for queen", "क्यू, क्वीन वाला"),
    "R": ("R for rose", "आर, रोज़ वाला"),
    "S": ("S for sun", "एस, सन वाला"),
    "T": ("T for tap", "टी, टैप वाला"),
    "V": ("V for van", "वी, वैन वाला"),
    "W": ("W for watch", "डब्लू, वॉच वाला"),
    "X": ("X for X-ray", "एक्स, एक्स-रे वाला"),
    "Y": ("Y for yak", "वाई, याक वाला"),
    "Z": ("Z for zebra", "ज़ेड, ज़ेब्रा वाला"),
}


def new_number() -> str:
    """A fresh complaint number of thirteen characters, as it is stored."""
    data = "".join(secrets.choice(ALPHABET) for _ in range(DATA_CHARACTERS))
    return data + check_character(data)


def check_character(data: str) -> str:
    """The check character of twelve others.

    A weighted sum in the field of 32 elements, its weights powers of one generator: every single
    wrong character and every swap of two characters changes it.
    """
    total = 0
    for character in data:
        total = _double(total ^ _VALUE[character])
    return ALPHABET[total]


def parse(text: str) -> str:
    """The stored form of a number as somebody typed it.

    Spaces, hyphens and case do not matter; O is read as 0, I and L as 1, Devanagari digits as
    digits.

    :raises NumberNotValid: it cannot be a complaint number
    """
    cleaned = text.translate(_DEVANAGARI_DIGITS).upper().translate(_READ_AS)
    cleaned = "".join(c for c in cleaned if c not in _SEPARATORS and not c.isspace())
    if len(cleaned) != LENGTH or any(c not in _VALUE for c in cleaned):
        raise NumberNotValid
    if check_character(cleaned[:DATA_CHARACTERS]) != cleaned[-1]:
        raise NumberNotValid
    return cleaned


def written(number: str) -> str:
    """The number in groups, as it is shown: `ABCD-EFGH-JKMN-P`."""
    return "-".join(groups(number))


def groups(number: str) -> list[str]:
    """Three groups of four characters and the check character."""
    return [number[i : i + 4] for i in range(0, LENGTH, 4)]


def read_aloud(number: str) -> list[list[Spoken]]:
    """The words of every character, group by group, for the caller who reads the number out."""
    return [[Spoken(c, *_SPOKEN[c]) for c in group] for group in groups(number)]


def _double(value: int) -> int:
    """Multiply by the generator x of GF(2)[x] / (x^5 + x^2 + 1)."""
    value <<= 1
    return value ^ 0b100101 if value & 0b100000 else value
