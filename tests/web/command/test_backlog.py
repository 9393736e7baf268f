"""Lists of complaints pending elsewhere: who may send one, and what came of it."""

from io import BytesIO

import pytest
from flask import Flask
from sqlalchemy import func, select

from models import BacklogImport, Complaint, Level, Unit
from models.session import reading
from processes.complaint import numbers
from tests.processes.backlog.workbooks import text_rows, workbook
from tests.web.browser import Browser, Page
from tests.web.casework import Casework
from tests.web.installation import Look
from tests.web.staff import SignIn

HEADINGS = ["station", "reference", "received_on", "what"]


@pytest.fixture
def station(casework: Casework) -> Unit:
    """The station of the printed accounts."""
    with reading(casework.portal.sessions) as session:
        return casework.unit_of(session, "sho")


def csv(*rows: list[str]) -> bytes:
    return "\n".join(",".join(row) for row in [HEADINGS, *rows]).encode()


def send(browser: Browser, content: bytes, name: str = "list.csv") -> Page:
    return browser.send(browser.open("/command/backlog"), {"list": (BytesIO(content), name)})


def test_the_state_nodal_officer_sends_a_list_and_sees_what_is_wrong(
    sign_in: SignIn, station: Unit, look: Look
) -> None:
    browser = sign_in("state")

    page = send(
        browser,
        csv(
            [station.code, "7/2025", "06-10-2025", "dowry"], ["NOWHERE", "8/2025", "soon", "dowry"]
        ),
    )

    assert page.heading.startswith("List of")
    assert "No station of yours has this code." in page.words
    assert "Write the day as 06-10-2025." in page.words
    assert [row.text_content() for row in page.tree.xpath("//tbody/tr/th")] == ["3", "3"]
    assert look(select(func.count()).select_from(Complaint)) == 1


def test_an_fir_older_than_the_complaint_is_told_in_words(
    sign_in: SignIn, station: Unit, look: Look
) -> None:
    headings, row = [*HEADINGS, "fir_on"], [station.code, "7/2025", "06-10-2025", "dowry"]
    content = text_rows(headings, [*row, "05-10-2025"])

    page = send(sign_in("state"), workbook(content), "list.xlsx")

    assert "The FIR cannot be older than the complaint." in page.words
    assert look(select(func.count()).select_from(Complaint)) == 0


def test_a_workbook_is_taken_as_well(sign_in: SignIn, station: Unit, look: Look) -> None:
    content = workbook(text_rows(HEADINGS, [station.code, "7/2025", "2025-10-06", "stalking"]))

    send(sign_in("state"), content, "list.xlsx")

    assert look(select(Complaint.station_id)) == station.id


def test_the_same_list_again_changes_nothing(sign_in: SignIn, station: Unit, look: Look) -> None:
    browser = sign_in("state")
    content = csv([station.code, "7/2025", "06-10-2025", "dowry"])
    send(browser, content)

    send(browser, content)

    assert look(select(func.count()).select_from(Complaint)) == 1
    assert look(select(func.max(BacklogImport.known))) == 1


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "The file holds nothing."),
        (b"\xff\xfe", "Save the list as CSV in UTF-8, or as XLSX."),
        (b"PK\x03\x04", "This workbook cannot be read."),
        (b"a\n" * 502, "A page takes 500 rows."),
    ],
)
def test_a_file_that_is_no_list_is_refused_in_words(
    sign_in: SignIn, content: bytes, says: str, look: Look
) -> None:
    page = send(sign_in("state"), content)

    assert page.status == 422
    assert says in page.words
    assert look(select(func.count()).select_from(BacklogImport)) == 0


def test_without_a_file_nothing_is_read(sign_in: SignIn) -> None:
    browser = sign_in("state")

    page = browser.send(browser.open("/command/backlog"), {"list": None})

    assert (page.status, "Choose a file." in page.words) == (422, True)


@pytest.mark.parametrize("login", ["sp", "co", "sho", "caller", "io"])
def test_nobody_else_sends_lists(sign_in: SignIn, station: Unit, login: str, look: Look) -> None:
    browser = sign_in(login)
    token = browser.open("/office/").tree.xpath("string(//input[@name='csrf_token']/@value)")

    answer = browser.client.post(
        "/command/backlog",
        data={
            "csrf_token": token,
            "list": (BytesIO(csv([station.code, "1/25", "06-10-2025", "dowry"])), "l.csv"),
        },
    )

    assert answer.status_code == 404
    assert look(select(func.count()).select_from(Complaint)) == 0


def test_the_superintendent_sees_one_line_for_a_list_and_one_escalation_for_its_cases(
    sign_in: SignIn, casework: Casework, station: Unit
) -> None:
    rows = [[station.code, f"{number}/2025", "06-10-2025", "dowry"] for number in range(8)]
    send(sign_in("state"), csv(*rows))
    casework.wait(minutes=5)

    browser = sign_in("sp")
    digest = browser.open("/command/backlog")
    raised = browser.open("/command/escalations")

    cells = [cell.text_content() for cell in digest.tree.xpath("//tbody/tr[1]/td")]
    assert cells[:3] == ["8", "8", "0"]
    assert raised.words.count("and 7 more of the same list") == 2  # day 52, and two months
    assert "Two months have passed" in raised.words


def test_it_can_be_found_and_opened_like_any_other_case(
    sign_in: SignIn, casework: Casework, station: Unit, look: Look
) -> None:
    send(sign_in("state"), csv([station.code, "7/2025", "06-10-2025", "dowry"]))
    complaint_id = look(select(Complaint.id))
    number = numbers.written(look(select(Complaint.number)))

    page = sign_in("sho").open(f"/office/cases/{complaint_id}")

    assert page.status == 200
    assert number in page.words


def test_an_officer_of_another_state_does_not_see_a_states_lists(
    sign_in: SignIn, station: Unit, casework: Casework, look: Look
) -> None:
    send(sign_in("state"), csv([station.code, "7/2025", "06-10-2025", "dowry"]))
    import_id = look(select(BacklogImport.id))
    with casework.portal.sessions.begin() as session:
        session.get_one(BacklogImport, import_id).state_id = "0" * 32

    assert sign_in("state").open(f"/command/backlog/lists/{import_id}").status == 404


def test_the_empty_list_has_the_headings(sign_in: SignIn, app: Flask, look: Look) -> None:
    answer = sign_in("state").client.get("/command/backlog/empty.csv")

    assert answer.text.startswith("\ufeffstation,reference,received_on,fir_on,what")
    assert look(select(func.count()).select_from(Unit).where(Unit.level == Level.STATE)) >= 1


def test_the_page_shows_the_code_of_each_station(sign_in: SignIn, station: Unit) -> None:
    page = sign_in("state").open("/command/backlog")

    assert station.code in page.words


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_example_list_is_taken_as_it_is(
    sign_in: SignIn, app: Flask, look: Look, kind: str
) -> None:
    browser = sign_in("state")
    example = browser.client.get(f"/command/backlog/example.{kind}").data

    page = send(browser, example, f"example.{kind}")

    assert page.heading.startswith("List of")
    done = look(select(BacklogImport))
    assert (done.taken, done.refused) == (2, 0)


def test_an_example_of_another_kind_is_not_there(sign_in: SignIn) -> None:
    assert sign_in("state").open("/command/backlog/example.exe").status == 404
