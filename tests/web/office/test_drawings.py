"""Drawings of a run: the picture of each process it runs on, and the same as a list of steps."""

import json

from tests.web.casework import Casework
from tests.web.staff import SignIn


def run_of(casework: Casework, complaint_id: str) -> str:
    return str(casework.complaint(complaint_id).instance_id)


def test_the_drawing_of_the_case_is_served_in_the_language_of_the_page(
    sign_in: SignIn, casework: Casework
) -> None:
    complaint_id = casework.investigated()
    browser = sign_in("io")

    address = f"/office/runs/{run_of(casework, complaint_id)}/drawing.bpmn"
    english = browser.client.get(address)
    hindi = browser.client.get(f"{address}?lang=hi")

    assert english.mimetype == "application/xml"
    assert 'name="Write the diary entry"' in english.text
    assert 'name="केस डायरी लिखें"' in hindi.text


def test_the_case_page_leads_to_the_drawing_of_what_is_at_work(
    sign_in: SignIn, casework: Casework
) -> None:
    complaint_id = casework.investigated()
    browser = sign_in("sho")

    case = browser.open(f"/office/cases/{complaint_id}")
    (box,) = case.tree.xpath("//main//div[@id='drawing']")
    address = json.loads(box.get("data-opens"))["care_after_recording"]
    care = browser.open(address)

    assert "care_after_recording" in box.get("data-at-work").split()
    assert address in case.tree.xpath("//main//a/@href")
    assert care.heading == "Care after the recording"
    assert "Give her a copy, free of charge" in care.words
    assert care.tree.xpath("//a[text()='Complaint']/@href")


def test_a_called_process_is_drawn_from_its_own_file(sign_in: SignIn, casework: Casework) -> None:
    complaint_id = casework.investigated()
    browser = sign_in("sho")

    page = browser.open(f"/office/runs/{run_of(casework, complaint_id)}/parts/care")
    (picture,) = page.tree.xpath("//div[@class='drawing']")
    drawn = browser.client.get(picture.get("data-source"))

    assert 'id="care"' in drawn.text
    assert 'id="register_complaint"' not in drawn.text
    assert "give_copy" in picture.get("data-here").split()


def test_a_step_done_three_times_says_so(sign_in: SignIn, casework: Casework) -> None:
    complaint_id = casework.investigated()
    for _ in range(3):
        casework.do(complaint_id, "write_diary_entry", investigation_complete=False)

    page = sign_in("sho").open(f"/office/runs/{run_of(casework, complaint_id)}/parts/complaint")
    (picture,) = page.tree.xpath("//div[@class='drawing']")

    assert json.loads(picture.get("data-passed"))["write_diary_entry"] == 3


def test_an_unknown_process_and_a_strangers_run_are_not_there(
    sign_in: SignIn, casework: Casework
) -> None:
    complaint_id = casework.investigated()
    run = run_of(casework, complaint_id)

    unknown = sign_in("sho").open(f"/office/runs/{run}/parts/elsewhere")
    no_picture = sign_in("sho").open(f"/office/runs/{run}/parts/elsewhere/drawing.bpmn")
    of_a_stranger = sign_in("caller").open(f"/office/runs/{run}/parts/care")

    assert (unknown.status, no_picture.status, of_a_stranger.status) == (404, 404, 404)
