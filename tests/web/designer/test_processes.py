"""The list of processes, beginning drafts, and who may."""

import io
import zipfile

import pytest
from sqlalchemy import func, select

from engine import definitions, new_drawing
from engine.check import check
from models import Draft, DraftFile
from tests.web.browser import Browser, Page
from tests.web.casework import Casework
from tests.web.designer.conftest import NOW, Begin
from tests.web.installation import Look
from tests.web.staff import SignIn
from web.portal import Portal

DRAFTS = select(func.count(Draft.id))


def zipped(files: dict[str, bytes]) -> io.BytesIO:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for path, content in files.items():
            archive.writestr(path, content)
    packed.seek(0)
    return packed


def form_of(page: Page, button: str) -> int:
    """The number of the form whose button begins so."""
    forms = page.tree.xpath("//main//form")
    return next(
        at for at, form in enumerate(forms) if form.xpath(f".//button[starts-with(., '{button}')]")
    )


def test_the_list_shows_each_process_with_its_versions_and_running_cases(
    meera: Browser, portal: Portal
) -> None:
    casework = Casework(portal)
    casework.submit()
    casework.submit()

    page = meera.open("/designer/")

    said = " ".join(
        page.tree.xpath("string(//section[@aria-labelledby='process-complaint'])").split()
    )
    assert "Version 1" in said
    assert "2 running cases" in said
    assert "0 running cases" in " ".join(
        page.tree.xpath("string(//section[@aria-labelledby='process-appeal'])").split()
    )


def test_a_designer_arrives_at_the_processes_and_sees_no_case(
    sign_in: SignIn, portal: Portal
) -> None:
    complaint = Casework(portal).submit()
    designer = sign_in("designer")

    assert "Processes" in designer.open("/office/sign-in").heading
    assert designer.open(f"/office/cases/{complaint}").status == 404


@pytest.mark.parametrize("login", ["sho", "sp", "state", "admin", "national"])
def test_nobody_else_finds_the_door(sign_in: SignIn, begin: Begin, login: str) -> None:
    draft = begin()
    officer = sign_in(login)

    for address in ("/designer/", f"/designer/drafts/{draft}", f"/designer/drafts/{draft}/check"):
        assert officer.open(address).status == 404


def test_a_draft_begins_with_the_files_of_what_runs(meera: Browser, look: Look) -> None:
    page = meera.open("/designer/")
    forms = page.tree.xpath("//main//form")
    own = next(at for at, form in enumerate(forms) if form.fields.get("name") == "withdrawal")

    opened = meera.send(page, form=own)

    assert opened.status == 200
    assert opened.address.endswith("/edit/withdrawal.bpmn")
    assert "from version 1" in opened.words
    assert look(select(func.count()).select_from(DraftFile)) >= 5


def test_a_new_process_begins_with_a_small_drawing(meera: Browser) -> None:
    page = meera.open("/designer/")

    opened = meera.send(page, {"name": "stolen_vehicle"}, form=form_of(page, "Begin a new"))

    assert opened.address.endswith("/edit/stolen_vehicle.bpmn")
    assert "a new process" in opened.words
    assert "stolen_vehicle" in meera.open("/designer/").words


def test_a_new_process_may_begin_with_a_zip(meera: Browser) -> None:
    page = meera.open("/designer/")
    files = zipped({"visit.bpmn": b"<broken", "forms/ask.form": b"{}"})

    opened = meera.send(
        page, {"name": "visit", "zip": (files, "visit.zip")}, form=form_of(page, "Begin a new")
    )

    assert opened.status == 200
    assert opened.address.endswith("/edit/visit.bpmn")
    assert "ask.form" in opened.words


@pytest.mark.parametrize(("typed", "sent_as"), [("", "my.bpmn"), ("visit", "my.bpmn20.xml")])
def test_a_new_process_may_begin_with_a_drawing_that_names_it(
    meera: Browser, look: Look, typed: str, sent_as: str
) -> None:
    page = meera.open("/designer/")
    drawing = io.BytesIO(new_drawing.draw("visit"))

    opened = meera.send(
        page, {"name": typed, "zip": (drawing, sent_as)}, form=form_of(page, "Begin a new")
    )

    assert opened.address.endswith("/edit/my.bpmn")
    assert look(select(Draft.name)) == "visit"


@pytest.mark.parametrize("sent", [b"<broken", b"\0", b"0" * 2_000_001])
def test_a_drawing_that_names_no_process_begins_none(
    meera: Browser, look: Look, sent: bytes
) -> None:
    page = meera.open("/designer/")

    answer = meera.send(
        page, {"name": "", "zip": (io.BytesIO(sent), "my.bpmn")}, form=form_of(page, "Begin a new")
    )

    assert answer.status in (413, 422)
    assert look(DRAFTS) == 0


@pytest.mark.parametrize("is_sent", [False, True])
def test_a_new_process_is_none_that_is_there(meera: Browser, look: Look, is_sent: bool) -> None:
    page = meera.open("/designer/")
    drawing = io.BytesIO(new_drawing.draw("withdrawal"))
    typed = {"zip": (drawing, "w.bpmn")} if is_sent else {"name": "withdrawal"}

    answer = meera.send(page, typed, form=form_of(page, "Begin a new"))

    assert answer.status == 409
    assert "begin a draft of it instead" in answer.words
    assert answer.tree.xpath("//a[@href='#process-withdrawal']")
    assert look(DRAFTS) == 0


def test_what_was_not_taken_is_told_first_and_at_its_field(meera: Browser) -> None:
    page = meera.open("/designer/?lang=hi")
    sent = {"name": "visit", "zip": (io.BytesIO(b"no zip"), "visit.zip")}
    last = len(page.tree.xpath("//main//form")) - 1

    answer = meera.send(page, sent, form=last)

    assert answer.tree.xpath("//main/*[1][@id='error-summary']//a/@href") == ["#zip"]
    told = answer.tree.xpath("string(//p[@id='zip-error'])")
    assert "zip की तरह पढ़ी नहीं जा सकती" in told


@pytest.mark.parametrize("name", ["", "Stolen Vehicle", "../x", "<script>alert(1)</script>"])
def test_a_process_that_cannot_be_called_so_begins_no_draft(
    meera: Browser, look: Look, name: str
) -> None:
    page = meera.open("/designer/")

    answer = meera.send(page, {"name": name}, form=form_of(page, "Begin a new"))

    assert answer.status == 422
    assert "Small letters" in answer.words
    assert "<script>alert" not in answer.text
    assert look(DRAFTS) == 0


@pytest.mark.parametrize(
    ("content", "status"),
    [
        (b"no zip at all", 422),
        (zipped({"../../etc/passwd.json": b"x"}).getvalue(), 422),
        (zipped({"run.sh": b"x"}).getvalue(), 422),
        (zipped({"a.json": b"0" * 60_000_000}).getvalue(), 413),
        (zipped({"a.json": b"0" * 3_000_000}).getvalue(), 413),
    ],
)
def test_a_hostile_zip_begins_no_draft(
    meera: Browser, look: Look, content: bytes, status: int
) -> None:
    page = meera.open("/designer/")

    answer = meera.send(
        page,
        {"name": "visit", "zip": (io.BytesIO(content), "visit.zip")},
        form=form_of(page, "Begin a new"),
    )

    assert answer.status == status
    assert look(DRAFTS) == 0


def test_a_draft_given_up_leaves_the_list_and_is_read_only(meera: Browser, begin: Begin) -> None:
    draft = begin()
    page = meera.open(f"/designer/drafts/{draft}")

    after = meera.send(page, {"sure": "1"}, form=form_of(page, "Give the draft up"))

    assert "given up" in after.words
    assert draft not in after.text
    shown = meera.open(f"/designer/drafts/{draft}")
    assert "It can be read, not changed" in shown.words
    assert shown.tree.xpath("//textarea[@id='content']/@readonly")


def test_a_draft_is_not_given_up_by_a_slip(meera: Browser, begin: Begin) -> None:
    draft = begin()
    page = meera.open(f"/designer/drafts/{draft}")

    after = meera.send(page, form=form_of(page, "Give the draft up"))

    assert "Tick that you mean it." in after.words
    assert draft in meera.open("/designer/").text


def test_a_draft_says_that_another_version_was_published_since(
    meera: Browser, portal: Portal, begin: Begin
) -> None:
    draft = begin()
    assert "was published since" not in meera.open(f"/designer/drafts/{draft}").words

    with portal.sessions.begin() as session:
        definitions.deploy(
            session,
            portal.registry,
            name="visit",
            files={"visit.bpmn": new_drawing.draw("visit")},
            by=None,
            note="",
            now=NOW,
            checker=check,
        )

    assert "Version 1 was published since" in meera.open(f"/designer/drafts/{draft}").words


def test_all_files_of_a_version_go_out_as_a_zip(meera: Browser) -> None:
    listed = meera.open("/designer/").tree
    versions = meera.open(listed.xpath("string(//*[@class='process__ways']/a/@href)")).tree
    address = versions.xpath("string(//a[contains(@href, 'files.zip')]/@href)")

    answer = meera.client.get(address)

    names = zipfile.ZipFile(io.BytesIO(answer.data)).namelist()
    assert any(name.endswith(".bpmn") for name in names)
    assert "attachment" in answer.headers["Content-Disposition"]


def test_what_goes_out_of_a_draft_comes_in_again(meera: Browser, begin: Begin) -> None:
    files = {"visit.bpmn": b"<broken", "forms/ask.form": '{"क": 1}'.encode()}
    draft = begin(files)

    answer = meera.client.get(f"/designer/drafts/{draft}/files.zip")

    archive = zipfile.ZipFile(io.BytesIO(answer.data))
    assert {name: archive.read(name) for name in archive.namelist()} == files
