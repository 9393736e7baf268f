"""Drawings for the rules about what the files are."""

from tests.engine.check.toys import FINE, Case, beside_a_pool, raw
from tests.engine.drawing import definitions

FIELD = b'{"components": [{"type": "textfield", "key": "words", "label": "Words"}]}'

CASES: list[Case] = [
    ("xml-refused", raw("<bpmn:definitions", "<!DOCTYPE a><bpmn:definitions"), FINE),
    (
        "half-character",
        {**FINE, "forms/f.form": FIELD.replace(b"Words", rb"\ud800 words")},
        {**FINE, "forms/f.form": FIELD.replace(b"Words", rb"\ud83d\ude00 words")},
    ),
    ("not-bpmn", {"toy.bpmn": b"<definitions/>"}, FINE),
    ("no-drawing", {"toy.txt": b""}, FINE),
    ("no-process", {"toy.bpmn": definitions()}, FINE),
    ("id-missing", raw('<bpmn:startEvent id="s"', "<bpmn:startEvent"), FINE),
    ("id-twice", raw('<bpmn:endEvent id="e"', '<bpmn:endEvent id="s"'), FINE),
    ("not-executable", raw('isExecutable="true"', ""), FINE),
    ("process-id-unusable", raw('id="toy"', 'id="तोय !"'), FINE),
    ("pool-not-run", beside_a_pool(""), beside_a_pool("true")),
]
