"""YAML as a case may use it: texts, numbers, true and false, lists and keys; nothing that acts.

Only what every reader of the file sees the same way is taken: no anchors, no tags, no key twice.
`yes`, `no` and dates stay texts, for forms answer with them.
"""

import re
from dataclasses import dataclass
from typing import Any

import yaml

from engine.half_characters import holds_half

MOST_BYTES = 64_000
_DEEPEST = 12
_CONSTANTS = {"true": True, "false": False, "null": None, "~": None, "": None}
_WHOLE, _BROKEN = re.compile(r"-?(0|[1-9][0-9]{0,14})"), re.compile(r"-?[0-9]{1,14}\.[0-9]{1,9}")
_PLAIN_TAGS = frozenset(f"tag:yaml.org,2002:{kind}" for kind in ("str", "seq", "map"))


class NotReadable(Exception):
    """The text is no such YAML; the message says why."""

    def __init__(self, reason: str, line: int | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.line = line


@dataclass(frozen=True)
class Written:
    """A value and the line it begins at. Of a list or a mapping, `value` holds further ones."""

    value: Any
    line: int

    @property
    def plain(self) -> Any:
        """The value without its lines."""
        if isinstance(self.value, dict):
            return {key: each.plain for key, each in self.value.items()}
        if isinstance(self.value, list):
            return [each.plain for each in self.value]
        return self.value


def read_yaml(content: bytes) -> Written:
    """Read one document.

    :raises NotReadable: it is too large, or not such YAML
    """
    if len(content) > MOST_BYTES:
        raise NotReadable(f"it has more than {MOST_BYTES} bytes")
    try:
        node = yaml.compose(content.decode("utf-8"), Loader=_Loader)
    except UnicodeDecodeError:
        raise NotReadable("it is not UTF-8") from None
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else None
        raise NotReadable(error.problem or "no YAML", line) from None
    except (yaml.YAMLError, ValueError, OverflowError):  # the last two: \U beyond all characters
        raise NotReadable("it holds a sign that YAML does not allow") from None
    if node is None:
        raise NotReadable("it is empty")
    return _written(node)


class _Loader(yaml.BaseLoader):
    """Composes nodes only; refuses what repeats itself and what is nested without end."""

    depth = 0

    def compose_node(self, parent: Any, index: Any) -> Any:
        event = self.peek_event()
        line = event.start_mark.line + 1
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise NotReadable("anchors (& and *) are not taken", line)
        if self.depth == _DEEPEST:
            raise NotReadable("it is nested too deep", line)
        self.depth += 1
        node = super().compose_node(parent, index)
        self.depth -= 1
        return node

    def compose_scalar_node(self, anchor: Any) -> Any:
        node = super().compose_scalar_node(anchor)
        if holds_half(node.value):
            raise NotReadable("it holds half a character", node.start_mark.line + 1)
        return node


def _written(node: Any) -> Written:
    line = node.start_mark.line + 1
    if node.tag not in _PLAIN_TAGS:
        raise NotReadable("tags (!) are not taken", line)
    if isinstance(node, yaml.SequenceNode):
        return Written([_written(each) for each in node.value], line)
    if isinstance(node, yaml.MappingNode):
        return Written(_keys(node), line)
    return Written(_scalar(node), line)


def _keys(node: Any) -> dict[str, Written]:
    found: dict[str, Written] = {}
    for key, value in node.value:
        line = key.start_mark.line + 1
        if not isinstance(key, yaml.ScalarNode):
            raise NotReadable("a key must be one word", line)
        if key.value in found:
            raise NotReadable(f"the key “{key.value}” stands there twice", line)
        found[key.value] = _written(value)
    return found


def _scalar(node: Any) -> Any:
    text: str = node.value
    if node.style is not None:  # quoted
        return text
    if text.lower() in _CONSTANTS:
        return _CONSTANTS[text.lower()]
    if _WHOLE.fullmatch(text):
        return int(text)
    return float(text) if _BROKEN.fullmatch(text) else text
