"""A fix of one click is a step like any other: it is undone, done again, and taken back."""

import re

from playwright.sync_api import Page, expect

from tests.journeys.designing import wait_until_ready
from tests.journeys.drafting import (
    CONDITION,
    as_text,
    begin_draft,
    label,
    reload,
    rename,
    save,
    see_label,
    see_value,
    select,
    unfold,
)
from tests.journeys.police import Enter

ARROW = "is_a_try_left_to_tell_her_it_stays_open"
#: As a paste does it: to type a long text anew takes a browser half a minute.
TYPE = "(area, text) => { area.value = text; area.dispatchEvent(new Event('input')); }"
FOREIGN, OURS = "${talk_tries >= 3}", "talk_tries >= 3"


def write_condition(page: Page, condition: str) -> None:
    select(page, ARROW)
    unfold(page, "itsso-meaning")
    page.fill(CONDITION, condition)
    page.locator(CONDITION).blur()


def see_condition(page: Page, condition: str) -> None:
    select(page, ARROW)
    see_value(page, CONDITION, condition)


def mend(page: Page) -> None:
    """Mend the one mistake by its button and the keyboard."""
    mistake = page.locator(".finding--error")
    expect(mistake).to_have_count(1)
    mistake.locator(".finding__mend").press("Enter")
    expect(page.locator("[data-notice=mended]")).to_be_visible()


def change_text(page: Page, pattern: str, by: str) -> None:
    """Change the file as text."""
    changed = re.sub(pattern, by, as_text(page), count=1)
    page.locator("#content").evaluate(TYPE, changed)


def test_a_fix_is_undone_and_done_again_by_the_keyboard(enter: Enter) -> None:
    meera = enter("designer")
    page = meera.page
    begin_draft(meera, "withdrawal")
    before = label(page, "talk_to_her")
    rename(page, "talk_to_her", "See her alone")
    write_condition(page, FOREIGN)
    mend(page)
    expect(page.locator("#canvas svg:focus-visible")).to_be_attached()
    see_condition(page, OURS)

    page.locator("#canvas svg[tabindex]").first.focus()
    page.keyboard.press("Control+z")
    expect(page.locator("#redo")).to_be_enabled()
    see_condition(page, FOREIGN)
    expect(page.locator(".finding--error")).to_have_count(1)
    page.click("#undo")
    page.click("#undo")
    see_label(page, "talk_to_her", before)
    for _ in range(3):
        page.click("#redo")

    see_label(page, "talk_to_her", "See her alone")
    see_condition(page, OURS)
    expect(page.locator("#redo")).to_be_disabled()
    save(page)
    reload(page)
    select(page, ARROW)
    unfold(page, "itsso-meaning")
    see_condition(page, OURS)


def test_a_fix_is_taken_back_by_its_notice(enter: Enter) -> None:
    meera = enter("designer")
    page = meera.page
    begin_draft(meera, "withdrawal")
    write_condition(page, FOREIGN)
    mend(page)

    page.click("[data-notice=mended] button")

    expect(page.locator(".finding--error")).to_have_count(1)
    see_condition(page, FOREIGN)
    expect(page.locator("[data-notice=mended]")).to_have_count(0)


def test_a_timer_of_the_wrong_kind_is_mended_as_a_step(enter: Enter) -> None:
    meera = enter("designer")
    page = meera.page
    begin_draft(meera, "withdrawal")
    right = r"(<bpmn:time)(Duration)([^>]*>)(P\d+D)(</bpmn:time)Duration>"
    change_text(page, right, r"\1Date\3\4\5Date>")
    page.click("#switch")
    mend(page)
    expect(page.locator(".findings__none, .finding--warning").first).to_be_visible()

    page.click("#undo")

    expect(page.locator(".finding--error")).to_have_count(1)


def test_a_fix_in_the_text_is_taken_back(enter: Enter) -> None:
    meera = enter("designer")
    page = meera.page
    begin_draft(meera, "withdrawal")
    change_text(page, ">talk_tries &gt;= 3<", ">${talk_tries &gt;= 3}<")
    broken = page.input_value("#content")
    mend(page)
    assert ">talk_tries &gt;= 3<" in page.input_value("#content")

    page.click("[data-notice=mended] button")

    see_value(page, "#content", broken)


def test_what_was_done_as_text_is_undone_on_the_drawing(enter: Enter) -> None:
    meera = enter("designer")
    page = meera.page
    begin_draft(meera, "withdrawal")
    rename(page, "talk_to_her", "See her alone")
    page.click("#switch")
    page.click("#switch")
    change_text(page, 'name="See her alone"', 'name="Meet her"')
    page.click("#switch")
    see_label(page, "talk_to_her", "Meet her")

    page.click("#undo")

    expect(page.locator("#redo")).to_be_enabled()
    see_label(page, "talk_to_her", "See her alone")


def test_a_fix_of_a_form_is_undone(enter: Enter) -> None:
    meera = enter("designer")
    page = meera.page
    page.goto(begin_draft(meera, "withdrawal").replace("withdrawal.bpmn", "forms/talk_to_her.form"))
    wait_until_ready(page)
    change_text(page, r'talk_result != \\"met\\""', "talk_result != 'met'\"")
    page.click("#switch")
    mend(page)
    expect(page.locator(".findings__none, .finding--warning").first).to_be_visible()

    page.click("#undo")

    expect(page.locator(".finding--error")).to_have_count(1)
