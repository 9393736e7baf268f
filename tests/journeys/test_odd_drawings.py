"""Drawings of other programs: without a picture, with half of one, or far too large."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import FilePayload, Page, expect

from tests.journeys.designing import wait_until_ready
from tests.journeys.drafting import begin_draft, reload, save
from tests.journeys.police import Enter
from tests.journeys.walks import press_next

DIALECTS = Path(__file__).parents[1] / "engine" / "check" / "dialects"
SHAPE = re.compile(
    rb'\s*<bpmndi:BPMNShape [^>]*bpmnElement="talk_to_her".*?</bpmndi:BPMNShape>', re.DOTALL
)
MANY = 10_000


@pytest.fixture
def page(enter: Enter) -> Page:
    """A designer at a draft."""
    meera = enter("designer")
    begin_draft(meera, "withdrawal")
    return meera.page


def upload(page: Page, name: str, content: bytes) -> None:
    """Take a file into the draft, and wait for its editor."""
    page.evaluate("document.querySelectorAll('.files details').forEach(d => d.open = true)")
    file = FilePayload(name=name, mimeType="application/xml", buffer=content)
    page.set_input_files(".files input[type=file]", files=[file])
    press_next(page, ".files form[action$='/uploads'] button")
    if page.locator("form[action$='/replace']").count():
        press_next(page, "form[action$='/replace'] button")
    wait_until_ready(page)


def without_picture(content: bytes) -> bytes:
    return re.sub(rb"(?s)<(\w+:)?BPMNDiagram.*</(\w+:)?BPMNDiagram>", b"", content)


def crowd(number: int) -> bytes:
    """A drawing of so many steps in a row, with places."""
    steps = "".join(f'<task id="t{n}"/>' for n in range(number))
    shapes = "".join(
        f'<i:BPMNShape id="s{n}" bpmnElement="t{n}">'
        f'<c:Bounds x="{n * 99}" y="9" width="9" height="9"/></i:BPMNShape>'
        for n in range(number)
    )
    return (
        '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d"'
        ' xmlns:i="http://www.omg.org/spec/BPMN/20100524/DI"'
        ' xmlns:c="http://www.omg.org/spec/DD/20100524/DC">'
        f'<process id="crowd">{steps}</process><i:BPMNDiagram id="g">'
        f'<i:BPMNPlane id="p" bpmnElement="crowd">{shapes}</i:BPMNPlane></i:BPMNDiagram>'
        "</definitions>"
    ).encode()


@pytest.mark.parametrize("editor", ["bpmn_io", "camunda_7", "camunda_8", "signavio"])
def test_a_drawing_without_a_picture_gets_one_by_a_click(page: Page, editor: str) -> None:
    content = (DIALECTS / f"{editor}.bpmn").read_bytes()
    upload(page, "odd.bpmn", without_picture(content))
    expect(page.locator("[data-notice=broken]")).to_contain_text("without a picture")
    expect(page.locator("#content")).to_be_visible()

    page.click("[data-notice=broken] button")

    expect(page.locator("#canvas .djs-shape").first).to_be_visible()
    expect(page.locator("[data-notice=broken]")).to_have_count(0)
    expect(page.locator("#save-state")).to_have_text("Not saved")
    save(page)
    reload(page)
    expect(page.locator("#canvas .djs-shape").first).to_be_visible()


def test_steps_without_a_place_are_told_and_a_layout_is_taken_back(page: Page) -> None:
    whole = Path("bpmn/withdrawal/withdrawal.bpmn").read_bytes()
    upload(page, "withdrawal.bpmn", SHAPE.sub(b"", whole))
    told = page.locator("[data-notice=broken]")
    expect(told).to_contain_text("Elements without a place on the drawing: 2")

    told.locator("button").click()

    expect(page.locator("#canvas [data-element-id=talk_to_her]").first).to_be_attached()
    expect(told).to_have_count(0)
    page.click("[data-notice=mended] button")
    expect(told).to_be_visible()
    expect(page.locator("#canvas [data-element-id=talk_to_her]")).to_have_count(0)


def test_ten_thousand_elements_leave_the_page_usable(page: Page) -> None:
    upload(page, "crowd.bpmn", crowd(MANY))

    expect(page.locator("[data-notice=broken]")).to_contain_text(f"{MANY} elements")
    expect(page.locator("#content")).to_be_visible()
    expect(page.locator(".finding").first).to_be_visible()
    press_next(page, ".files__file:text-is('withdrawal.bpmn')")
    wait_until_ready(page)
    expect(page.locator("#canvas .djs-shape").first).to_be_visible()
