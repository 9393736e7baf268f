"""Names of several words: within one DMN file they may hold spaces, a variable has none."""

import pytest

from engine.check.reasons import in_hindi
from engine.decisions import DecisionRefused, compile_decisions
from engine.feel import compile_feel
from engine.feel.names import Names, one_word
from tests.engine.decisions.dmn import decision, file, table, text_of

AGE = '<inputData id="i1" name="Applicant Age"/>'


def literal(text: str) -> str:
    return text_of("literalExpression", text)


def test_an_input_of_several_words_is_read_from_the_variable_with_underscores() -> None:
    rows = [("< 18", '"child"'), (">= 18", '"adult"')]
    logic = table("UNIQUE", rows, inputs=("Applicant Age",), outputs=("Age Group",))

    made = compile_decisions(file(AGE, decision("d", logic)))["d"]

    assert made.inputs == {"Applicant_Age"}
    assert made.outputs == ("Age_Group",)
    assert made.evaluate({"Applicant_Age": 17}) == {"Age_Group": "child"}
    assert made.evaluate({}) == {"Age_Group": None}


def test_a_decision_finds_that_of_several_words_which_it_needs() -> None:
    first = decision("age_limit", literal("17 + 1"), variable="Age Limit")
    logic = table("FIRST", [("< Age Limit", "true"), ("-", "false")], inputs=("Applicant Age",))
    second = decision("d", logic, needs=("age_limit",))

    made = compile_decisions(file(AGE, first, second))["d"]

    assert made.inputs == {"Applicant_Age"}
    assert made.evaluate({"Applicant_Age": 17}) == {"y": True}


def test_a_decision_without_a_variable_is_read_by_its_name() -> None:
    first = decision("limit", literal("18")).replace('name="n"', 'name="The age limit"')
    second = decision("d", literal("The age limit + 1"), needs=("limit",))

    made = compile_decisions(file(first, second))["d"]

    assert made.evaluate({}) == {"d": 19}


def test_a_decision_without_a_name_gives_none() -> None:
    nameless = decision("d", literal('"a" + "b"')).replace('name="n"', "")

    assert compile_decisions(file(nameless))["d"].evaluate({}) == {"d": "ab"}


def test_the_longest_name_wins() -> None:
    names = '<inputData id="a" name="Her Age"/><inputData id="b" name="Her Age at Marriage"/>'
    made = compile_decisions(file(names, decision("d", literal("Her  Age at Marriage - Her Age"))))

    assert made["d"].evaluate({"Her_Age": 20, "Her_Age_at_Marriage": 17}) == {"d": -3}


def test_a_name_may_hold_signs_and_hindi() -> None:
    names = '<inputData id="a" name="Officer\'s rank"/><inputData id="b" name="आयु वर्ष में"/>'
    text = "if आयु वर्ष में < 18 then Officer's rank else 0"

    made = compile_decisions(file(names, decision("d", literal(text))))["d"]

    assert made.evaluate({"Officer_s_rank": 3, "आयु_वर्ष_में": 17}) == {"d": 3}


def test_a_function_and_a_longer_word_are_no_name() -> None:
    named = Names((("day of week", "day_of_week"), ("her age", "her_age")))

    text = compile_feel('day of week(date("2026-05-01")) = "Friday" and day of week = 5', named)

    assert text.names == {"day_of_week"}
    assert text.evaluate({"day_of_week": 5}) is True


def test_parts_of_a_context_may_have_several_words() -> None:
    item = '<itemDefinition name="t"><itemComponent name="Monthly Income"/></itemDefinition>'
    made = compile_decisions(file(item, decision("d", literal("case.Monthly Income * 2"))))

    assert made["d"].evaluate({"case": {"Monthly_Income": 4}}) == {"d": 8}


def test_a_name_that_no_input_has_is_told_with_the_word_to_write() -> None:
    logic = table("UNIQUE", [("1", "2")], inputs=("Applicant Age",))

    with pytest.raises(DecisionRefused) as refusal:
        compile_decisions(file(decision("d", logic)))

    reason = str(refusal.value.reason)
    assert "write Applicant_Age as one word" in reason
    assert "Applicant_Age को एक शब्द में लिखें" in in_hindi(reason)


def test_two_names_that_become_one_word_are_refused() -> None:
    other = '<inputData id="i2" name="Applicant-Age"/>'

    with pytest.raises(DecisionRefused) as refusal:
        compile_decisions(file(AGE, other, decision("d", literal("1"))))

    assert "would both be Applicant_Age" in str(refusal.value.reason)


def test_too_many_names_are_refused() -> None:
    names = [f'<inputData id="i{n}" name="name {n}"/>' for n in range(301)]

    with pytest.raises(DecisionRefused, match="more than 300 names"):
        compile_decisions(file(*names, decision("d", literal("1"))))


@pytest.mark.parametrize(
    ("name", "word"),
    [("Her Age", "Her_Age"), (" a  -b ", "a_b"), ("a", "a"), ("?", "")],
)
def test_what_is_no_letter_becomes_one_underscore(name: str, word: str) -> None:
    assert one_word(name) == word
