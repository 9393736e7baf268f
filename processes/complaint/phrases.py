"""The caller's phrase: two everyday words by which she knows that the call is genuine.

They are shown to her once when she submits, and to the caller, who says them first.
"""

import secrets
from dataclasses import dataclass

#: Code, English, Hindi. Things seen every day, easy to say, none of them near a crime.
_WORDS = (
    ("mango", "mango", "आम"),
    ("river", "river", "नदी"),
    ("lamp", "lamp", "दीपक"),
    ("parrot", "parrot", "तोता"),
    ("moon", "moon", "चाँद"),
    ("rain", "rain", "बारिश"),
    ("drum", "drum", "ढोलक"),
    ("kite", "kite", "पतंग"),
    ("rose", "rose", "गुलाब"),
    ("boat", "boat", "नाव"),
    ("honey", "honey", "शहद"),
    ("peacock", "peacock", "मोर"),
    ("bangle", "bangle", "चूड़ी"),
    ("garden", "garden", "बगीचा"),
    ("clock", "clock", "घड़ी"),
    ("sugar", "sugar", "चीनी"),
    ("cloud", "cloud", "बादल"),
    ("lotus", "lotus", "कमल"),
    ("rabbit", "rabbit", "खरगोश"),
    ("wheat", "wheat", "गेहूँ"),
    ("star", "star", "तारा"),
    ("basket", "basket", "टोकरी"),
    ("guava", "guava", "अमरूद"),
    ("swing", "swing", "झूला"),
    ("book", "book", "किताब"),
    ("sparrow", "sparrow", "गौरैया"),
    ("coconut", "coconut", "नारियल"),
    ("window", "window", "खिड़की"),
    ("turmeric", "turmeric", "हल्दी"),
    ("camel", "camel", "ऊँट"),
    ("flute", "flute", "बाँसुरी"),
    ("pond", "pond", "तालाब"),
    ("cotton", "cotton", "कपास"),
    ("train", "train", "रेलगाड़ी"),
    ("lemon", "lemon", "नींबू"),
    ("umbrella", "umbrella", "छाता"),
    ("squirrel", "squirrel", "गिलहरी"),
    ("ladder", "ladder", "सीढ़ी"),
    ("jasmine", "jasmine", "चमेली"),
    ("bell", "bell", "घंटी"),
    ("spoon", "spoon", "चम्मच"),
    ("elephant", "elephant", "हाथी"),
    ("pillow", "pillow", "तकिया"),
    ("ginger", "ginger", "अदरक"),
    ("bicycle", "bicycle", "साइकिल"),
    ("banana", "banana", "केला"),
    ("morning", "morning", "सुबह"),
    ("needle", "needle", "सुई"),
    ("bridge", "bridge", "पुल"),
    ("pumpkin", "pumpkin", "कद्दू"),
    ("milk", "milk", "दूध"),
    ("butterfly", "butterfly", "तितली"),
    ("carpet", "carpet", "दरी"),
    ("tamarind", "tamarind", "इमली"),
    ("mirror", "mirror", "शीशा"),
    ("snow", "snow", "बर्फ़"),
    ("paper", "paper", "काग़ज़"),
    ("cardamom", "cardamom", "इलायची"),
    ("horse", "horse", "घोड़ा"),
    ("marigold", "marigold", "गेंदा"),
    ("pot", "pot", "मटका"),
    ("sea", "sea", "समुद्र"),
    ("almond", "almond", "बादाम"),
    ("button", "button", "बटन"),
)
_BY_CODE = {code: (english, hindi) for code, english, hindi in _WORDS}


@dataclass(frozen=True)
class Phrase:
    """The phrase in both languages; `code` is what is stored, encrypted."""

    code: str
    english: str
    hindi: str


def new_phrase() -> Phrase:
    """Two different words at random."""
    words = secrets.SystemRandom().sample(_WORDS, 2)
    return phrase(" ".join(code for code, _, _ in words))


def phrase(code: str) -> Phrase:
    """The phrase behind its stored code.

    :raises KeyError: it was not made by :func:`new_phrase`
    """
    pairs = [_BY_CODE[word] for word in code.split()]
    return Phrase(
        code, " ".join(english for english, _ in pairs), " ".join(hindi for _, hindi in pairs)
    )
