"""Form files read into fields, and what is refused in them."""

import json
import math
from pathlib import Path
from typing import Any

import pytest

from engine.forms import FormRefused, Kind, parse_form, read_form

SHIPPED = Path(__file__).parents[2] / "bpmn"


def form_with(*components: dict[str, Any]) -> dict[str, Any]:
    return {"type": "default", "id": "toy", "components": list(components)}


def text_field(**others: Any) -> dict[str, Any]:
    return {"type": "textfield", "key": "name", "label": "Name", **others}


def reasons(*components: dict[str, Any]) -> list[str]:
    with pytest.raises(FormRefused) as refused:
        parse_form(form_with(*components))
    return refused.value.reasons


def test_a_field_knows_its_words_in_both_languages() -> None:
    component = text_field(
        description="As on your card",
        properties={"label_hi": "नाम", "description_hi": "जैसा कार्ड पर है"},
    )

    field = parse_form(form_with(component)).fields[0]

    assert (field.in_language("hi"), field.in_language("en")) == ("नाम", "Name")
    assert (field.hint("hi"), field.hint("en")) == ("जैसा कार्ड पर है", "As on your card")


def test_a_field_without_hindi_falls_back_to_english() -> None:
    field = parse_form(form_with(text_field())).fields[0]

    assert field.in_language("hi") == "Name"


def test_record_and_personal_come_from_the_properties() -> None:
    field = parse_form(
        form_with(text_field(properties={"record": "her_name", "personal": "true"}))
    ).fields[0]

    assert (field.record, field.personal) == ("her_name", True)


@pytest.mark.parametrize(
    ("subtype", "kind"),
    [("date", Kind.DATE), ("time", Kind.TIME), ("datetime", Kind.DATETIME)],
)
def test_datetime_has_three_kinds(subtype: str, kind: Kind) -> None:
    component = {"type": "datetime", "subtype": subtype, "key": "at", "label": "When"}

    assert parse_form(form_with(component)).fields[0].kind is kind


def test_inputs_lie_in_groups_but_rows_count_as_one() -> None:
    group = {"type": "group", "label": "About you", "components": [text_field()]}
    rows = {
        "type": "dynamiclist",
        "path": "children",
        "label": "Children",
        "components": [text_field(key="child")],
    }

    form = parse_form(form_with(group, rows))

    assert [item.key for item in form.inputs()] == ["name", "children"]
    assert [page.label for page in form.pages] == ["About you"]


@pytest.mark.parametrize("kind", ["html", "iframe", "button", "expression", "script", "image"])
def test_components_that_carry_pages_or_scripts_are_refused(kind: str) -> None:
    assert "cannot be shown" in reasons({"type": kind, "id": "evil"})[0]


@pytest.mark.parametrize("label", ["<b>Name</b>", "Name {{ config }}"])
def test_markup_and_templates_in_a_text_are_refused(label: str) -> None:
    assert "no markup" in reasons(text_field(label=label))[0]


@pytest.mark.parametrize("key", ["", "Name", "na me", "__class__", "नाम", "a" * 61, "1a"])
def test_a_key_that_is_not_a_plain_name_is_refused(key: str) -> None:
    assert "a key is written" in reasons(text_field(key=key))[0]


@pytest.mark.parametrize("number", ["abc", "NaN", math.nan, "-inf", 10**400, True, [1]])
@pytest.mark.parametrize("limit", ["min", "maxLength"])
def test_a_limit_that_is_no_number_is_refused(limit: str, number: object) -> None:
    assert reasons(text_field(validate={limit: number})) == [f"name: {limit} is not a number"]


def test_a_personal_field_without_a_place_in_the_record_is_refused() -> None:
    assert "record" in reasons(text_field(properties={"personal": "true"}))[0]


def test_every_reason_is_told_at_once() -> None:
    found = reasons(
        text_field(key="Bad"),
        {"type": "radio", "key": "which", "label": "Which?"},
        {"type": "iframe", "id": "evil"},
    )

    assert len(found) == 3


def test_a_key_used_twice_is_refused() -> None:
    assert reasons(text_field(), text_field()) == ["name is there twice"]


def test_options_computed_by_an_expression_are_refused() -> None:
    component = {
        "type": "select",
        "key": "which",
        "label": "Which?",
        "valuesExpression": "=list",
        "valuesKey": "states",
    }

    assert "valuesKey" in reasons(component)[0]


def test_groups_that_lie_too_deep_are_refused() -> None:
    component: dict[str, Any] = text_field()
    for _ in range(8):
        component = {"type": "group", "label": "Deeper", "components": [component]}

    assert "groups lie too deep in one another" in reasons(component)


def test_rows_within_rows_are_refused() -> None:
    inner = {"type": "dynamiclist", "path": "b", "label": "B", "components": [text_field()]}
    outer = {"type": "dynamiclist", "path": "a", "label": "A", "components": [inner]}

    assert any("plain inputs only" in reason for reason in reasons(outer))


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"[]", b"{}", b"[" * 5_000, b"null"])
def test_what_is_no_form_is_refused_without_a_traceback(content: bytes) -> None:
    with pytest.raises(FormRefused):
        read_form(content)


@pytest.mark.parametrize(
    "odd",
    [
        {"validate": {"maxLength": "ten"}},
        {"validate": {"pattern": "("}},
        {"validate": []},
        {"properties": []},
        {"conditional": "=true"},
        {"decimalDigits": "two"},
    ],
)
def test_odd_shapes_are_refused_or_ignored_but_never_break(odd: dict[str, Any]) -> None:
    content = json.dumps(form_with(text_field(**odd))).encode()

    try:
        found = read_form(content).fields[0].key
    except FormRefused as refused:
        found = refused.reasons[0].partition(":")[0]

    assert found == "name"


@pytest.mark.parametrize("path", sorted(SHIPPED.rglob("*.form")), ids=lambda path: path.stem)
def test_every_shipped_form_can_be_read(path: Path) -> None:
    form = read_form(path.read_bytes())

    assert form.fields
    assert all(item.label_hi for item in form.inputs())


def test_an_answer_may_be_marked_for_the_complainants_page() -> None:
    component = {
        "type": "textfield",
        "key": "court",
        "label": "Court",
        "properties": {"for_her": "The court", "for_her_hi": "अदालत"},
    }

    (field,) = parse_form({"components": [component]}).inputs()

    assert (field.for_her, field.for_her_hi) == ("The court", "अदालत")


def test_a_name_for_her_page_holds_no_markup() -> None:
    component = {
        "type": "textfield",
        "key": "court",
        "label": "Court",
        "properties": {"for_her": "<b>The court</b>"},
    }

    with pytest.raises(FormRefused):
        parse_form({"components": [component]})


def test_a_form_names_the_table_it_asks_and_a_field_the_output_that_refuses() -> None:
    schema = form_with(text_field(properties={"refusal": "why_not"}))

    form = parse_form({**schema, "properties": {"decision": "ways, ages"}})

    assert form.decisions == ("ways", "ages")
    assert form.fields[0].refusal_in("en") == "why_not"
    assert form.fields[0].refusal_in("hi") == "why_not_hi"


def test_a_refusal_without_a_table_is_refused() -> None:
    found = reasons(text_field(properties={"refusal": "why_not"}))

    assert found == ["a refusal needs the table that tells it, the form's property decision"]
