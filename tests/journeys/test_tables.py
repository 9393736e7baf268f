"""Mistakes of a decision table are seen on its cells."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.designing import wait_until_ready
from tests.journeys.drafting import begin_draft
from tests.journeys.police import Enter
from tests.journeys.test_odd_drawings import upload

CELL = "td[data-element-id=triage_rule_{}_in_{}]"


@pytest.fixture
def page(enter: Enter) -> Page:
    """A designer at the table of urgency."""
    meera = enter("designer")
    drawing = begin_draft(meera, "complaint")
    meera.page.goto(drawing.replace("complaint.bpmn", "triage.dmn"))
    wait_until_ready(meera.page)
    return meera.page


def sign(cell: Locator) -> str:
    """The sign that a style sheet puts on a cell."""
    said: str = cell.evaluate("cell => getComputedStyle(cell, '::after').content")
    return said


def write(page: Page, cell: str, text: str) -> None:
    page.click(f"{cell} [contenteditable]")
    page.keyboard.press("Control+A")
    page.keyboard.type(text)


def test_a_text_that_cannot_be_read_is_marked_on_its_cell(page: Page) -> None:
    cell = page.locator(CELL.format(2, 2))
    before = sign(cell)
    write(page, CELL.format(2, 2), '"under_12" or or')

    expect(page.locator(".finding--error", has_text="triage.dmn")).to_have_count(1)

    assert before == "none"
    assert sign(cell) == '"!"'
    assert sign(page.locator(CELL.format(2, 1))) == "none"
    mistake = page.locator(".finding--error", has_text="triage.dmn")
    message = mistake.locator(".finding__message")
    page.locator(CELL.format(5, 1)).hover()
    cell.hover()
    expect(cell).to_have_attribute("title", message.inner_text())
    page.locator(CELL.format(5, 1)).click()
    mistake.locator(".finding__select").click()
    expect(cell.locator(":focus")).to_be_attached()
    page.keyboard.press("Control+A")
    page.keyboard.type("-")
    expect(page.locator(".finding--error")).to_have_count(0)
    assert sign(cell) == "none"


def test_a_row_that_overlaps_another_and_a_missing_row_are_marked(page: Page) -> None:
    upload(page, "days.dmn", table("&lt; 6", "&gt; 4", "&gt; 9").encode())

    expect(page.locator(".finding--error")).to_have_count(2)

    assert sign(page.locator("td.rule-index[data-element-id=row_3]")) == '"!"'
    assert sign(page.locator("td.rule-index[data-element-id=row_1]")) == "none"
    page.locator("td.rule-index[data-element-id=row_2]").click()
    expect(page.locator(".finding.is-pointed-at").first).to_contain_text("Rows 1 and 2")
    page.click(".hit-policy [tabindex]")
    page.click(".option:text-is('First')")
    expect(page.locator(".finding--error")).to_have_count(0)
    expect(page.locator(".finding--warning", has_text="never reached")).to_have_count(1)


def test_a_table_that_leaves_values_out_is_marked_where_a_row_is_added(page: Page) -> None:
    upload(page, "days.dmn", table("&lt; 5", "&gt; 9").encode())

    expect(page.locator(".finding--warning", has_text="No row")).to_have_count(1)

    assert sign(page.locator("td.add-rule-add")) == '"!"'


def table(*cells: str) -> str:
    """A table of one number, with a row for each of these cells."""
    rows = "".join(
        f'<rule id="row_{n}"><inputEntry id="in_{n}"><text>{cell}</text></inputEntry>'
        f'<outputEntry id="out_{n}"><text>{n}</text></outputEntry></rule>'
        for n, cell in enumerate(cells, 1)
    )
    return (
        '<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d" name="d"'
        ' namespace="http://camunda.org/schema/1.0/dmn"><decision id="days" name="Days">'
        '<decisionTable id="table" hitPolicy="UNIQUE"><input id="column"><inputExpression'
        ' id="asked" typeRef="number"><text>number_of_days</text></inputExpression></input>'
        f'<output id="given" name="late" typeRef="number"/>{rows}</decisionTable></decision>'
        "</definitions>"
    )
