"""Notices, `process.json` and plain files compared."""

from collections.abc import Mapping
from typing import Any

from engine.drawing_diff.change import Change, Detail, How, Thing, differences, in_order
from engine.drawing_diff.forms import flat, read_object

_SHOWN_LINES = 40


def notices(before: bytes, after: bytes) -> list[Change]:
    """What differs between two files of notices, by the notice's name.

    :raises Unreadable: one of them cannot be read
    """
    return list(differences(_notices(before), _notices(after)))


def about(before: bytes, after: bytes) -> list[Change]:
    """What differs in what a process says about itself: roles by their code.

    :raises Unreadable: one of them cannot be read
    """
    return list(differences(_about(before), _about(after)))


def plain(before: bytes, after: bytes) -> list[Change]:
    """The lines that went and came; a file that is no text differs as a whole."""
    try:
        old, new = before.decode().splitlines(), after.decode().splitlines()
    except UnicodeDecodeError:
        return []
    gone = [line for line in old if line not in set(new)][:_SHOWN_LINES]
    come = [line for line in new if line not in set(old)][:_SHOWN_LINES]
    detail = Detail("lines", "\n".join(gone), "\n".join(come))
    return [Change(How.CHANGED, "", "text", "", "", (detail,))]


def _notices(content: bytes) -> dict[str, Thing]:
    return {
        name: Thing("notice", name, name, _facts(texts))
        for name, texts in read_object(content).items()
    }


def _about(content: bytes) -> dict[str, Thing]:
    said = read_object(content)
    roles = said.pop("roles", [])
    found = [("", Thing("process", "", "", _facts(said)))]
    for role in roles if isinstance(roles, list) else []:
        if isinstance(role, dict):
            code = str(role.get("role", ""))
            name = str(role.get("name", code))
            name_hi = str(role.get("name_hi", name))
            found.append((code, Thing("role", name, name_hi, _facts(role))))
    return in_order(found)


def _facts(value: Any) -> Mapping[str, str]:
    return dict(flat(value, "" if isinstance(value, dict) else "text"))
