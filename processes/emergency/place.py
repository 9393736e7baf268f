"""Places on the earth: where she is, where a unit is, and how far apart."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import asin, cos, degrees, isfinite, radians, sin, sqrt
from typing import Any

_EARTH_M = 6_371_009.0
_SOUTHERNMOST, _NORTHERNMOST = 6.0, 37.6
_WESTERNMOST, _EASTERNMOST = 68.0, 97.5


@dataclass(frozen=True)
class Place:
    """A point in degrees."""

    latitude: float
    longitude: float

    @property
    def is_in_india(self) -> bool:
        """Whether it may be in India; a telephone that sends anything else has lost its way."""
        return (
            isfinite(self.latitude)
            and isfinite(self.longitude)
            and _SOUTHERNMOST <= self.latitude <= _NORTHERNMOST
            and _WESTERNMOST <= self.longitude <= _EASTERNMOST
        )


@dataclass(frozen=True)
class Frame:
    """A frame of degrees that holds every place within some distance of one."""

    south: float
    north: float
    west: float
    east: float


def place_of(told: Mapping[str, Any]) -> Place | None:
    """The place that `latitude` and `longitude` give; None if they give none in India."""
    try:
        place = Place(float(told["latitude"]), float(told["longitude"]))
    except (KeyError, TypeError, ValueError):
        return None
    return place if place.is_in_india else None


def distance_m(here: Place, there: Place) -> float:
    """Metres along the great circle."""
    up = sin(radians(there.latitude - here.latitude) / 2) ** 2
    across = sin(radians(there.longitude - here.longitude) / 2) ** 2
    chord = up + cos(radians(here.latitude)) * cos(radians(there.latitude)) * across
    return 2 * _EARTH_M * asin(sqrt(min(1.0, chord)))


def frame_around(place: Place, metres: float) -> Frame:
    """The frame around a place of India, which is far from the poles and from 180 degrees."""
    up = degrees(metres / _EARTH_M)
    across = up / cos(radians(min(abs(place.latitude) + up, 89.0)))
    return Frame(
        place.latitude - up,
        place.latitude + up,
        place.longitude - across,
        place.longitude + across,
    )
