"""Nothing of a draft runs as a script, and the editors ask nothing of other sites."""

import re

from playwright.sync_api import expect

from tests.journeys.designing import wait_until_ready
from tests.journeys.drafting import as_text, begin_draft
from tests.journeys.police import Enter


def test_nothing_of_a_drawing_runs_as_a_script(enter: Enter) -> None:
    meera = enter("designer")
    page = meera.page
    begin_draft(meera, "withdrawal")
    dialogs: list[str] = []
    page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    text = as_text(page)
    hostile = "&lt;img src=x onerror=alert(1)&gt;"
    page.fill("#content", re.sub(r' name="[^"{]{4,}"', f' name="{hostile}"', text))

    page.click("#switch")
    expect(page.locator("#canvas .djs-container")).to_be_visible()
    page.wait_for_timeout(500)

    assert dialogs == []
    assert not page.locator("img[src=x]").count()


def test_the_editors_bring_no_script_and_nothing_from_elsewhere(enter: Enter) -> None:
    meera = enter("designer")
    page = meera.page
    foreign: list[str] = []
    page.on(
        "request",
        lambda sent: None if "127.0.0.1" in sent.url else foreign.append(sent.url),
    )
    page.add_init_script(
        "window.refused = [];"
        "addEventListener('securitypolicyviolation', e => refused.push(e.effectiveDirective))"
    )
    address = begin_draft(meera, "complaint")
    refused = set()
    for path in ("complaint.bpmn", "triage.dmn", "forms/call_her.form", "notices/to_her.json"):
        page.goto(address.replace("complaint.bpmn", path))
        wait_until_ready(page)
        page.wait_for_timeout(500)
        refused |= set(page.evaluate("refused"))

    # some inline positions of bpmn.io's editors, which editors.css gives them instead
    assert refused <= {"style-src-attr"}
    assert [url for url in foreign if not url.startswith(("data:", "blob:"))] == []
