"""Invented names. Districts and the state are real, stations and persons are not."""

import random
from dataclasses import dataclass

from models import Gender


@dataclass(frozen=True)
class Name:
    """A name in both scripts."""

    en: str
    hi: str


STATE = Name("Uttar Pradesh", "उत्तर प्रदेश")

#: The first is the commissionerate that the demonstration shows in full.
DISTRICTS = (
    (Name("Kanpur Commissionerate", "कानपुर कमिश्नरेट"), "KNP"),
    (Name("Lucknow Commissionerate", "लखनऊ कमिश्नरेट"), "LKO"),
    (Name("Prayagraj Commissionerate", "प्रयागराज कमिश्नरेट"), "PRJ"),
    (Name("Unnao", "उन्नाव"), "UNN"),
)

ZONES = (
    Name("East zone", "पूर्वी ज़ोन"),
    Name("West zone", "पश्चिमी ज़ोन"),
    Name("Central zone", "मध्य ज़ोन"),
    Name("South zone", "दक्षिणी ज़ोन"),
)

STATIONS = (
    Name("Sitara Chowk", "सितारा चौक"),
    Name("Neem Ghat", "नीम घाट"),
    Name("Gulmohar Nagar", "गुलमोहर नगर"),
    Name("Purani Haveli", "पुरानी हवेली"),
    Name("Amrood Bagh", "अमरूद बाग़"),
    Name("Chandni Tiraha", "चाँदनी तिराहा"),
    Name("Kamal Talab", "कमल तालाब"),
    Name("Shanti Vihar", "शांति विहार"),
    Name("Resham Gali", "रेशम गली"),
    Name("Pipal Chauraha", "पीपल चौराहा"),
    Name("Naya Pul", "नया पुल"),
    Name("Motijheel Par", "मोतीझील पार"),
)

_WOMEN = (
    Name("Asha", "आशा"),
    Name("Farzana", "फ़रज़ाना"),
    Name("Kavita", "कविता"),
    Name("Meenakshi", "मीनाक्षी"),
    Name("Nirmala", "निर्मला"),
    Name("Pooja", "पूजा"),
    Name("Rukhsar", "रुख़सार"),
    Name("Sunita", "सुनीता"),
    Name("Tara", "तारा"),
    Name("Vandana", "वंदना"),
)
_MEN = (
    Name("Anil", "अनिल"),
    Name("Deepak", "दीपक"),
    Name("Harish", "हरीश"),
    Name("Imran", "इमरान"),
    Name("Manoj", "मनोज"),
    Name("Naveen", "नवीन"),
    Name("Prakash", "प्रकाश"),
    Name("Rajesh", "राजेश"),
    Name("Salim", "सलीम"),
    Name("Vikas", "विकास"),
)
_SURNAMES = (
    Name("Ansari", "अंसारी"),
    Name("Chauhan", "चौहान"),
    Name("Dixit", "दीक्षित"),
    Name("Gautam", "गौतम"),
    Name("Katiyar", "कटियार"),
    Name("Kushwaha", "कुशवाहा"),
    Name("Pal", "पाल"),
    Name("Rathore", "राठौर"),
    Name("Saxena", "सक्सेना"),
    Name("Verma", "वर्मा"),
)


def officer_name(chance: random.Random, gender: Gender) -> Name:
    """An invented officer's name."""
    first = chance.choice(_WOMEN if gender is Gender.FEMALE else _MEN)
    last = chance.choice(_SURNAMES)
    return Name(f"{first.en} {last.en}", f"{first.hi} {last.hi}")
