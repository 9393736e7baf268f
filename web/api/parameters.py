"""Parameters that the API's description names."""

from collections.abc import Mapping
from typing import Any

from web.asked_from import ASKER, LONGEST_ASKER

KEY: Mapping[str, Any] = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": True,
    "description": "Your own key of this request. The same request again, within three days, "
    "gets the same answer and changes nothing.",
    "schema": {"type": "string", "minLength": 16, "maxLength": 200},
}
ASKED_FROM: Mapping[str, Any] = {
    "name": ASKER,
    "in": "header",
    "description": "A text of your own for the telephone that asks through you, never its number. "
    "Wrong secrets are counted by it; without it one telephone shuts out all of yours.",
    "schema": {"type": "string", "maxLength": LONGEST_ASKER},
}
WITHIN: Mapping[str, Any] = {
    "name": "within",
    "in": "query",
    "description": "The state whose districts, or the district whose stations are asked for.",
    "schema": {"type": "string"},
}
SOURCE: Mapping[str, Any] = {
    "name": "source",
    "in": "path",
    "required": True,
    "schema": {"type": "string", "enum": ["states", "districts", "stations"]},
}
