"""What is typed stays as typed, however fast, wherever the cursor stands, and is saved at once."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.designing import (
    add_file,
    drop_into_form,
    open_file,
    unfold,
    wait_until_ready,
)
from tests.journeys.drafting import begin_draft, reload, select
from tests.journeys.police import Enter

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


def at_once(page: Page) -> None:
    page.click("#save")


def a_moment_later(page: Page) -> None:
    page.wait_for_timeout(150)
    page.click("#save")


def by_keys(page: Page) -> None:
    page.keyboard.press("Control+s")


SAVES = pytest.mark.parametrize("save", [at_once, a_moment_later, by_keys])
Saves = Callable[[Page], None]


def saved(page: Page, save: Saves) -> str:
    """Save, and say what the file is then."""
    save(page)
    expect(page.locator("#save-state")).to_contain_text("Saved")
    reload(page)
    return page.locator("#content").input_value()


@SAVES
@pytest.mark.parametrize(
    ("group", "words"), [("General", "Field label"), ("In Hindi", "Question in Hindi")]
)
def test_a_question_typed_just_before_saving_is_saved(
    enter: Enter, save: Saves, group: str, words: str
) -> None:
    meera = enter("designer")
    begin_draft(meera, "withdrawal")
    add_file(meera.page, "forms/another.form")
    drop_into_form(meera.page, "Checkbox", 60)
    unfold(meera.page, group).get_by_label(words, exact=True).fill("")

    meera.page.keyboard.type("क्या आपने पढ़ लिया?")

    assert "क्या आपने पढ़ लिया?" in saved(meera.page, save)


@SAVES
@pytest.mark.parametrize(("group", "words"), [("General", "Name"), ("What it means here", "Form")])
def test_a_property_typed_just_before_saving_is_saved(
    enter: Enter, save: Saves, group: str, words: str
) -> None:
    meera = enter("designer")
    begin_draft(meera, "withdrawal")
    select(meera.page, STEP)
    unfold(meera.page, group).get_by_label(words, exact=True).fill("")

    meera.page.keyboard.type("hear_her_alone")

    assert "hear_her_alone" in saved(meera.page, save)


@SAVES
def test_a_name_typed_on_the_drawing_just_before_saving_is_saved(enter: Enter, save: Saves) -> None:
    meera = enter("designer")
    begin_draft(meera, "withdrawal")
    select(meera.page, STEP)
    meera.page.locator(f"g[data-element-id={STEP}] > .djs-hit").first.dblclick()
    meera.page.keyboard.press("Control+a")

    meera.page.keyboard.type("Hear her alone")

    assert "Hear her alone" in saved(meera.page, save)


@SAVES
def test_a_cell_typed_just_before_saving_is_saved(enter: Enter, save: Saves) -> None:
    meera = enter("designer")
    begin_draft(meera, "complaint")
    open_file(meera.page, "triage.dmn")
    wait_until_ready(meera.page)
    meera.page.locator("td.annotation [contenteditable]").first.click()

    meera.page.keyboard.type("Ring at once ")

    assert "Ring at once" in saved(meera.page, save)
