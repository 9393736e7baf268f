"""Hidden fields: when one empties what the case knows from elsewhere."""

import json
from typing import Any

from engine.check import check
from tests.engine.check.toys import FINE, KNOWN, form

#: Beside it another form asks the same.
ELSEWHERE = {"forms/other.form": form(key="told_on")}


def found(*components: dict[str, Any]) -> list[str]:
    """The fields that the rule names in a form of these components."""
    asked = json.dumps({"components": list(components)}).encode()
    findings = check({**FINE, "forms/f.form": asked, **ELSEWHERE}, KNOWN)
    return [str(each.element) for each in findings if each.rule == "form-hidden-variable"]


def field(key: str, hide: str = "", **more: Any) -> dict[str, Any]:
    hidden = {"conditional": {"hide": f"={hide}"}} if hide else {}
    return {"type": "textfield", "key": key, "label": "Asked", **hidden, **more}


def test_what_the_case_alone_hides_is_named() -> None:
    assert found(field("told_on", "a = true")) == ["told_on"]


def test_an_answer_of_the_same_form_may_hide_it() -> None:
    assert found(field("is_told"), field("told_on", 'is_told = "no"')) == []


def test_what_goes_into_the_record_empties_no_variable() -> None:
    assert found(field("told_on", "a = true", properties={"record": "her_name"})) == []


def test_what_is_only_shown_empties_no_variable() -> None:
    assert found(field("told_on", "a = true", readonly=True)) == []


def test_a_group_that_is_hidden_hides_what_lies_in_it() -> None:
    group = {
        "type": "group",
        "key": "",
        "label": "Group",
        "conditional": {"hide": "=a = true"},
        "components": [field("told_on")],
    }

    assert found(group) == ["told_on"]
