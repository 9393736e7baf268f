"""Invented proformas: a handful of everyday stories, never taken from life."""

import random
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from models import Gender, Unit
from processes.demonstration.names import officer_name


@dataclass(frozen=True)
class Plot:
    """What happened in an invented complaint, and as which offences it is registered."""

    what: str
    offences: tuple[str, ...]
    weight: int
    account: str


PLOTS = (
    Plot("domestic_violence", ("cruelty_husband", "hurt"), 34, "Invented: violence at home."),
    Plot("molestation", ("outrage_modesty",), 22, "Invented: a neighbour on the stairs."),
    Plot("stalking", ("stalking",), 16, "Invented: followed on the way to college."),
    Plot("online_abuse", ("it_privacy",), 10, "Invented: pictures sent to relatives."),
    Plot("dowry", ("dowry_demand", "cruelty_husband"), 9, "Invented: demands after the wedding."),
    Plot("rape", ("rape",), 7, "Invented: an acquaintance, one evening."),
    Plot("attempt_to_rape", ("attempt_rape",), 2, "Invented: she could get away."),
)

#: How many of a hundred women are of this age, and the years it holds.
_AGES = {"18_plus": (90, 18, 58), "16_17": (7, 16, 17), "12_15": (3, 12, 15)}
_LANES = ("Neem lane", "Station road", "Lake street", "Old bazaar")


def plot(chance: random.Random) -> Plot:
    """One of the plots, as often as its weight."""
    return chance.choices(PLOTS, weights=[plot.weight for plot in PLOTS])[0]


def proforma(
    chance: random.Random, told: Plot, *, state: Unit, station: Unit, is_conflicted: bool
) -> Mapping[str, Any]:
    """The values of the proforma, by the keys of its form."""
    her = officer_name(chance, Gender.FEMALE).hi
    is_helped = chance.random() < 0.1
    (age_band,) = chance.choices(list(_AGES), weights=[share for share, _, _ in _AGES.values()])
    _, youngest, oldest = _AGES[age_band]
    return {
        "danger_now": False,  # nobody drives to who was invented
        "age_band": age_band,
        "what": [told.what],
        "account": told.account,
        "incident_when": "Invented",
        "incident_place": chance.choice(_LANES),
        "complained_before": "no",
        "state": state.id,
        "district": station.district_id,
        "station": station.id,
        "helper": "helper" if is_helped else "self",
        "helper_name": officer_name(chance, Gender.FEMALE).hi if is_helped else "",
        "helper_relation": "मौसी" if is_helped else "",
        "helper_may_speak": "yes" if is_helped else None,
        "phone_of": "her" if is_helped else None,
        "name": her,
        "age": chance.randint(youngest, oldest),
        "current_address": f"{chance.randint(1, 199)}, {chance.choice(_LANES)}",
        "accused_name": officer_name(chance, Gender.MALE).hi,
        "accused_is_police": "yes" if is_conflicted else "no",
        "accused_of_station": "yes" if is_conflicted else "no",
        "safe_channel": "sms",
        # a range of numbers that no network gives out
        "mobile": f"+9199999{chance.randint(0, 99999):05}",
        "safe_from": None,
        "safe_to": None,
        "voicemail_allowed": False,
        "someone_reads_my_phone": chance.random() < 0.3,
        "language": "hi" if chance.random() < 0.85 else "en",
    }
