"""She says something at any time, in real browsers: from her page to the officers and back."""

from playwright.sync_api import Page

from tests.journeys.police import Enter
from tests.journeys.test_accessible import faults
from tests.journeys.test_beside import BUTTON
from tests.journeys.walks import follow_case, press_next
from tests.web.casework import Casework
from tests.web.files import SECRET, png

READ = "Read what she added"
CHECK = "Check her correction"


def begin(her: Page, wish: str) -> None:
    """Press what she wants to say, and find nothing to mend on the page it opens."""
    press_next(her, f"main a:text-is('{wish}')")
    assert faults(her) == []


def test_pressure_is_told_once_and_met_by_a_woman(
    page: Page, address: str, casework: Casework, enter: Enter
) -> None:
    her, complaint_id = page, casework.investigated()
    follow_case(her, address, casework, complaint_id)

    begin(her, "Someone puts pressure on me")
    her.check("[name='f-pressure_by'][value=family]")
    her.fill("[name='f-pressure_words']", "They stood at the door")
    her.evaluate(  # a telephone that sends twice
        "fetch(location, {method: 'POST', body: new FormData(document.querySelector('main form'))})"
        ".then(answer => answer.status)"
    )
    press_next(her, BUTTON)
    again = her.locator("h1").inner_text()
    arrived = follow_case(her, address, casework, complaint_id)

    woman = enter("recorder")
    assert again == "You have sent this already"
    assert "Someone puts pressure on me" in arrived
    assert woman.inbox.count("Meet her alone about the pressure") == 1


def test_what_she_adds_is_read_and_answered_on_her_page(
    page: Page, address: str, casework: Casework, enter: Enter
) -> None:
    her, complaint_id = page, casework.investigated()
    follow_case(her, address, casework, complaint_id)

    begin(her, "Add something: words, photographs, papers")
    her.fill("[name='f-added_words']", "He wrote to me again")
    her.set_input_files(
        "[name='f-document_1']", {"name": "क्या.png", "mimeType": "image/png", "buffer": png()}
    )
    press_next(her, BUTTON)
    io = enter("io")
    io.open_task(READ)
    shown = io.page.locator("main").inner_text()
    io.page.locator("aside summary").evaluate_all("all => all.forEach(s => s.click())")
    with io.page.expect_download() as saving:
        io.page.locator("a:text-is('Save this document')").first.click()
    io.fill(addition_answer="We ask the network who wrote it.")
    io.complete()

    assert "He wrote to me again" in shown
    saved = saving.value.path().read_bytes()
    assert saved.startswith(b"\x89PNG")
    assert SECRET not in saved
    assert saving.value.suggested_filename == "document-1.png"
    assert "We ask the network who wrote it." in follow_case(her, address, casework, complaint_id)


def test_her_correction_stands_in_her_copy_once_it_is_taken_over(
    page: Page, address: str, casework: Casework, enter: Enter
) -> None:
    her, complaint_id = page, casework.investigated()
    follow_case(her, address, casework, complaint_id)

    begin(her, "Correct what is written about me")
    her.fill("[name='f-correction_words']", "My name is misspelt")
    press_next(her, BUTTON)
    told = her.locator("#error-summary").inner_text()
    her.fill("[name='f-right_name']", "Asha Verma")
    press_next(her, BUTTON)
    woman = enter("recorder")
    woman.open_task(CHECK)
    woman.choose(correction_taken="yes")
    woman.complete()
    follow_case(her, address, casework, complaint_id)
    begin(her, "A copy of everything")
    her.check("[name='f-copy_is_safe']")
    press_next(her, BUTTON)

    copy = her.locator("main").inner_text()
    assert "at least one answer" in told
    assert her.locator("h1").inner_text() == "A copy of everything"
    assert "Asha Verma" in copy
    assert "Write the diary entry" in copy
    assert faults(her) == []
