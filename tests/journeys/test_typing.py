"""What is typed into a property stays as typed, however fast, and wherever the cursor stands."""

from playwright.sync_api import Page

from tests.journeys.designing import add_file, drop_into_form, unfold
from tests.journeys.police import Enter
from tests.journeys.test_designer import begin_draft, select

STEP = "talk_to_her"


def mend_its_beginning(page: Page, group: str, words: str, before: str) -> str:
    """Type before what stands in a field, and say what stands there then."""
    field = unfold(page, group).get_by_label(words, exact=True)
    field.focus()
    page.keyboard.press("Home")
    page.keyboard.type(before)
    return field.input_value()


def test_the_cursor_stays_where_a_property_of_a_step_is_mended(enter: Enter) -> None:
    meera = enter("designer")
    begin_draft(meera, "withdrawal")
    select(meera.page, STEP)
    field = unfold(meera.page, "What it means here").get_by_label("Form", exact=True)
    before = field.input_value()

    shown = mend_its_beginning(meera.page, "What it means here", "Form", "quite_another_")

    assert before
    assert shown == f"quite_another_{before}"


def test_the_cursor_stays_where_a_question_in_hindi_is_mended(enter: Enter) -> None:
    meera = enter("designer")
    begin_draft(meera, "withdrawal")
    add_file(meera.page, "forms/another.form")
    drop_into_form(meera.page, "Checkbox", 60)
    field = unfold(meera.page, "In Hindi").get_by_label("Question in Hindi", exact=True)
    field.fill("पढ़ ली है")
    field.blur()

    shown = mend_its_beginning(meera.page, "In Hindi", "Question in Hindi", "मैंने पूरी फ़ाइल ")

    assert shown == "मैंने पूरी फ़ाइल पढ़ ली है"
