"""What a file holds when a designer adds it: the least that its editor can show."""

import json
from pathlib import PurePosixPath

from engine import new_drawing
from engine.exceptions import DraftPathRefused

_TABLE = """\
<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" \
xmlns:dmndi="https://www.omg.org/spec/DMN/20191111/DMNDI/" \
xmlns:dc="http://www.omg.org/spec/DMN/20180521/DC/" \
id="{name}_definitions" name="{name}" namespace="http://camunda.org/schema/1.0/dmn">
  <decision id="{name}" name="{name}">
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
    """The content of a new file.

    :raises DraftPathRefused: its name begins with no letter or holds other signs
    """
    name, suffix = PurePosixPath(path).stem, PurePosixPath(path).suffix
    if not name.isascii() or not name.replace("_", "a").replace("-", "a").isalnum():
        raise DraftPathRefused
    if suffix == ".bpmn":
        return new_drawing.draw(name)
    if suffix == ".dmn":
        return _TABLE.format(name=name).encode()
    if suffix == ".form":
        form = {"type": "default", "id": name, "schemaVersion": 18, "components": []}
        return (json.dumps(form, indent=2) + "\n").encode()
    return b"{}\n" if suffix == ".json" else b""
