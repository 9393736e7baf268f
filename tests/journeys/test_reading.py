"""What a designer has before her eyes: a moment in words, a telephone's screen, long lines."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.drafting import begin_draft, rename, wait_until_kept
from tests.journeys.police import Enter
from tests.journeys.test_mending import MEND, draw_step
from tests.journeys.walks import press_next

TELEPHONE = {"width": 360, "height": 740}
SCREEN = {"width": 1280, "height": 900}


@pytest.mark.parametrize(
    ("language", "moment"),
    [
        (
            "en",
            r"of \d+ [A-Z][a-z]+ \d{4}, \d+:\d\d (at night|in the (morning|afternoon|evening))\.",
        ),
        ("hi", r"\d+ [^\sa-z]+ \d{4}, (रात|सुबह|दोपहर|शाम) \d+:\d\d बजे"),
    ],
)
def test_work_that_the_browser_kept_is_dated_as_every_page_dates(
    enter: Enter, language: str, moment: str
) -> None:
    meera = enter("designer")
    address = begin_draft(meera, "withdrawal")
    rename(meera.page, "talk_to_her", "Listen to her")
    wait_until_kept(meera.page)

    meera.page.goto(f"{address}?lang={language}")

    expect(meera.page.locator("[data-notice=kept]")).to_contain_text(re.compile(moment))


def test_a_telephone_shows_the_page_of_a_draft_before_its_files(enter: Enter) -> None:
    meera = enter("designer")
    draft = begin_draft(meera, "complaint").partition("/edit/")[0]
    folded = "() => !document.querySelector('.files__fold').open"

    found = {}
    for screen in (TELEPHONE, SCREEN):
        meera.page.set_viewport_size(screen)
        for step in ("play", "publish", "check", "cases"):
            meera.page.goto(f"{draft}/{step}")
            top = meera.page.locator(".bench__middle").bounding_box()
            assert top
            assert top["y"] < screen["height"]
            found[screen["width"], step] = meera.page.evaluate(folded)

    assert {width for (width, _step), is_folded in found.items() if is_folded} == {360}
    assert len(found) == 8


def test_a_drawing_in_one_line_can_be_read_after_a_fix(enter: Enter) -> None:
    page = draw_step(enter("designer"), 'camunda:formRef="ask_her"')
    page.fill("#content", page.input_value("#content").replace("\n", " "))
    expect(page.locator(".finding--error")).to_contain_text("formRef")

    page.click(MEND)

    expect(page.locator("[data-notice=mended]")).to_be_visible()
    assert page.locator("#content").evaluate("area => area.scrollLeft") == 0
    behind = page.locator("#content").evaluate("area => area.value.slice(area.selectionStart)")
    assert "<bpmndi:" in behind
    assert page.locator("#content").evaluate("area => area.scrollWidth <= area.clientWidth")


def test_a_designer_signs_out_from_the_page_of_a_draft(enter: Enter) -> None:
    meera = enter("designer")
    draft = begin_draft(meera, "withdrawal")

    press_next(meera.page, "button:text-is('Sign out')")
    meera.page.goto(draft)

    assert "sign-in" in meera.page.url
