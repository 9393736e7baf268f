"""What a file holds when a designer adds it: the least that its editor can show."""

import json
import re
from hashlib import sha256
from pathlib import PurePosixPath

from engine import new_drawing
from engine.draft_limits import check_path

_PLAIN = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")

_TABLE = """\
<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" \
xmlns:dmndi="https://www.omg.org/spec/DMN/20191111/DMNDI/" \
xmlns:dc="http://www.omg.org/spec/DMN/20180521/DC/" \
id="{name}_definitions" name="{title}" namespace="http://camunda.org/schema/1.0/dmn">
  <decision id="{name}" name="{title}">
    <decisionTable id="{name}_table" hitPolicy="FIRST">
      <input id="{name}_input" label="">
        <inputExpression id="{name}_expression" typeRef="string"><text></text></inputExpression>
      </input>
      <output id="{name}_output" label="" name="" typeRef="string" />
    </decisionTable>
  </decision>
  <dmndi:DMNDI>
    <dmndi:DMNDiagram>
      <dmndi:DMNShape dmnElementRef="{name}">
        <dc:Bounds height="80" width="180" x="160" y="80" />
      </dmndi:DMNShape>
    </dmndi:DMNDiagram>
  </dmndi:DMNDI>
</definitions>
"""


def content_of(path: str) -> bytes:
    """The content of a new file; what it draws is called as the file is.

    :raises DraftPathRefused: no file may be called so
    """
    check_path(path)
    title, suffix = PurePosixPath(path).stem, PurePosixPath(path).suffix
    name = _id_of(title)
    if suffix == ".bpmn":
        return new_drawing.draw(name, title=None if name == title else title)
    if suffix == ".dmn":
        return _TABLE.format(name=name, title=title).encode()
    if suffix == ".form":
        form = {"type": "default", "id": name, "schemaVersion": 18, "components": []}
        return (json.dumps(form, indent=2) + "\n").encode()
    return b"{}\n" if suffix == ".json" else b""


def _id_of(title: str) -> str:
    """The title itself, or where it holds other signs, as in Hindi, an id that stands for it."""
    return title if _PLAIN.fullmatch(title) else f"new_{sha256(title.encode()).hexdigest()[:8]}"
