"""Cells of a table are called by row and column in what is found of them."""

import pytest

from engine.check import check
from tests.engine.check.toys import FINE, KNOWN

TABLE = """<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/"><decision id="triage">
<decisionTable id="t" hitPolicy="FIRST"><input id="i" label="Age"><inputExpression id="ie">
<text>age</text></inputExpression></input><input><inputExpression id="je"><text>%s</text>
</inputExpression></input><output id="o" name="urgency"/>
<rule id="r1"><inputEntry id="a1"><text>-</text></inputEntry><inputEntry id="b1"><text>1</text>
</inputEntry><outputEntry id="c1"><text>1</text></outputEntry></rule>
<rule id="r2"><inputEntry id="a2"><text>%s</text></inputEntry><inputEntry><text>%s</text>
</inputEntry><outputEntry id="c2"><text>%s</text></outputEntry></rule>
</decisionTable></decision></definitions>"""


@pytest.mark.parametrize(
    ("said", "element", "name", "name_hi"),
    [
        (("x", "1 +", "1", "1"), "a2", "row 2, column “Age”", "पंक्ति 2, स्तंभ “Age”"),
        (("x", "1", "1", "1 +"), "c2", "row 2, column “urgency”", "पंक्ति 2, स्तंभ “urgency”"),
        (("x", "1", "1 +", "1"), "r2", "row 2", "पंक्ति 2"),
        (("x +", "1", "1", "1"), "je", "column “x +”", "स्तंभ “x +”"),
    ],
)
def test_a_cell_goes_by_its_row_and_column(
    said: tuple[str, ...], element: str, name: str, name_hi: str
) -> None:
    files = {**FINE, "t.dmn": (TABLE % said).encode()}

    found = [each for each in check(files, KNOWN) if each.rule == "decision-refused"]

    assert [(each.element, each.name, each.name_hi) for each in found] == [(element, name, name_hi)]


def test_a_table_that_cannot_be_read_has_no_names_and_is_found() -> None:
    found = check({**FINE, "t.dmn": b"<definitions"}, KNOWN)

    assert ("decision-refused", None) in [(each.rule, each.name) for each in found]
