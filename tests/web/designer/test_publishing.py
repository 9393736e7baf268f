"""Publishing through the pages: asked for, looked at, decided by another, and rolled back."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select, update

from engine import definitions
from models import (
    AuditEntry,
    DefinitionFile,
    DraftFile,
    Officer,
    Post,
    ProcessDefinition,
    Publication,
    PublicationState,
)
from tests.web.browser import Browser, Page
from tests.web.designer.conftest import Begin
from tests.web.installation import Look
from tests.web.staff import SignIn
from web.cli.drawings import files_of
from web.designer import replays
from web.portal import Portal

EXAMPLE = Path(__file__).parents[3] / "docs" / "examples" / "stolen_vehicle"
NAME = "visit"
VERSIONS = select(func.count(ProcessDefinition.id)).where(ProcessDefinition.name == NAME)
REPORT = {"unread": [], "coverage": {"is_full": True}}


def example() -> dict[str, bytes]:
    """The example, as a process of another name."""
    files = {
        path.replace("stolen_vehicle", NAME): content.replace(b"stolen_vehicle", NAME.encode())
        for path, content in files_of(EXAMPLE).items()
    }
    return {path: content for path, content in files.items() if not path.startswith("cases/")}


def with_case() -> dict[str, bytes]:
    return {**example(), "cases/one.yaml": b"tells: One\n"}


@pytest.fixture
def replayed(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """How the replay of whatever is looked at came out; the tests of replays do real ones."""
    came_out: dict[str, Any] = {"outcomes": [], "report": REPORT}

    def found(_process: str, _content_hash: str) -> replays.Replay:
        at = datetime(2026, 3, 2, tzinfo=UTC)
        return replays.Replay(began_at=at, total=1, real_now=at, **came_out)

    monkeypatch.setattr(replays, "found", found)
    return came_out


def form_at(page: Page, ending: str) -> int:
    """The number of the form that is sent to an address of this ending."""
    forms = page.tree.xpath("//main//form")
    return next(at for at, form in enumerate(forms) if (form.get("action") or "").endswith(ending))


def has_form(page: Page, ending: str) -> bool:
    return bool(page.tree.xpath(f"//main//form[contains(@action, '{ending}')]"))


def asked(browser: Browser, draft: str, note: str = "Vehicles get a desk") -> Page:
    page = browser.open(f"/designer/drafts/{draft}/publish")
    return browser.send(page, {"note": note}, form=form_at(page, "/publish"))


def approved(browser: Browser, draft: str, **typed: str) -> Page:
    page = browser.open(f"/designer/drafts/{draft}/publish")
    return browser.send(page, typed, form=form_at(page, "/approve"))


def published(
    meera: Browser, farah: Browser, begin: Begin, files: Mapping[str, bytes] | None = None
) -> None:
    draft = begin(files or example())
    asked(meera, draft)
    assert "is published" in approved(farah, draft).words


def test_what_one_designer_asks_for_another_publishes(
    meera: Browser, farah: Browser, begin: Begin, look: Look
) -> None:
    draft = begin(example())

    page = asked(meera, draft)

    assert "Asked for" in page.words
    assert not has_form(page, "/approve")
    assert look(VERSIONS) == 0
    after = approved(farah, draft)
    assert "Version 1 is published" in after.words
    row = look(select(ProcessDefinition).where(ProcessDefinition.name == NAME))
    names = {
        login: look(select(Officer.id).where(Officer.login == login))
        for login in ("designer", "designer2")
    }
    assert (row.deployed_by, row.approved_by) == (names["designer"], names["designer2"])
    assert row.note == "Vehicles get a desk"
    assert look(select(func.count(Post.id)).where(Post.role == "vehicle_desk")) > 0
    entry = look(select(AuditEntry).where(AuditEntry.chain == "definitions"))
    assert entry.facts["had_second"] is True


def test_nobody_publishes_what_she_has_a_part_in(
    meera: Browser, farah: Browser, begin: Begin, look: Look, portal: Portal
) -> None:
    object.__setattr__(portal.settings, "second_person", True)
    draft = begin(example())
    asked(farah, draft)
    page = farah.open(f"/designer/drafts/{draft}/publish")
    meeras = meera.open(f"/designer/drafts/{draft}/publish")

    for browser, shown in ((farah, page), (meera, meeras)):
        assert not has_form(shown, "/approve")
        token = shown.tree.xpath("string(//input[@name='csrf_token']/@value)")
        request = look(select(Publication.id))
        answer = browser.client.post(
            f"/designer/drafts/{draft}/publish/approve",
            data={"csrf_token": token, "request": request, "newest": ""},
        )
        assert answer.status_code == 404
    assert look(VERSIONS) == 0


def test_a_draft_with_errors_is_not_asked_for(meera: Browser, begin: Begin, look: Look) -> None:
    draft = begin({**example(), "visit.bpmn": b"<broken"})

    page = meera.open(f"/designer/drafts/{draft}/publish")

    assert "2 errors" in page.words
    assert not page.tree.xpath("//textarea[@name='note']")
    token = page.tree.xpath("string(//input[@name='csrf_token']/@value)")
    answer = meera.client.post(
        f"/designer/drafts/{draft}/publish", data={"csrf_token": token, "note": "x"}
    )
    assert answer.status_code == 422
    assert look(select(func.count(Publication.id))) == 0


def test_a_role_that_no_post_has_is_told_before_it_is_published(
    meera: Browser, begin: Begin
) -> None:
    files = example()
    files["visit.bpmn"] = files["visit.bpmn"].replace(b'"vehicle_desk"', b'"bicycle_desk"')
    draft = begin(files)

    page = meera.open(f"/designer/drafts/{draft}/check")

    assert "“bicycle_desk”, which no post here has" in page.words


def test_cases_are_replayed_before_it_can_be_asked_for(
    meera: Browser, begin: Begin, look: Look
) -> None:
    draft = begin(with_case())

    page = meera.open(f"/designer/drafts/{draft}/publish")

    assert "not replayed yet" in page.words
    assert not page.tree.xpath("//textarea[@name='note']")


def test_failed_cases_are_read_before_it_is_published(
    meera: Browser,
    farah: Browser,
    begin: Begin,
    look: Look,
    replayed: dict[str, Any],
) -> None:
    fault = {"message": "It stands elsewhere.", "message_hi": "यह कहीं और है।"}
    replayed["outcomes"] = [{"name": "one", "passed": False, "fault": fault}]
    draft = begin(with_case())
    asked(meera, draft)

    page = farah.open(f"/designer/drafts/{draft}/publish")
    refused = approved(farah, draft, despite=" ")

    assert "It stands elsewhere." in page.words
    assert refused.status == 422
    assert look(VERSIONS) == 0
    assert "is published" in approved(farah, draft, despite="The case is older").words
    entry = look(select(AuditEntry).where(AuditEntry.chain == "definitions"))
    assert entry.facts["cases_failed"] == 1
    assert entry.facts["despite"] == "The case is older"


@pytest.mark.parametrize("note", ["", "   ", "x" * 401])
def test_a_request_says_what_changes(meera: Browser, begin: Begin, look: Look, note: str) -> None:
    draft = begin(example())

    page = asked(meera, draft, note)

    assert page.status == 422
    assert look(select(func.count(Publication.id))) == 0


def test_what_was_changed_after_it_was_looked_at_is_not_asked_for(
    meera: Browser, begin: Begin, portal: Portal, look: Look
) -> None:
    draft = begin(example())
    page = meera.open(f"/designer/drafts/{draft}/publish")
    with portal.sessions.begin() as session:
        session.execute(
            update(DraftFile).where(DraftFile.path == "process.json").values(content=b"{}")
        )

    answer = meera.send(page, {"note": "desk"}, form=form_at(page, "/publish"))

    assert answer.status in (409, 422)
    assert look(select(func.count(Publication.id))) == 0


def test_a_request_is_sent_back_with_its_reason(
    meera: Browser, farah: Browser, begin: Begin, look: Look
) -> None:
    draft = begin(example())
    asked(meera, draft)
    page = farah.open(f"/designer/drafts/{draft}/publish")

    silent = farah.send(page, {"reason": " "}, form=form_at(page, "/send-back"))
    after = farah.send(page, {"reason": "The form asks twice"}, form=form_at(page, "/send-back"))

    assert silent.status == 422
    assert "Sent back" in after.words
    assert "The form asks twice" in meera.open(f"/designer/drafts/{draft}/publish").words
    assert look(select(Publication.state)) is PublicationState.SENT_BACK


def test_only_who_has_asked_takes_it_back(
    meera: Browser, farah: Browser, begin: Begin, look: Look
) -> None:
    draft = begin(example())
    page = asked(meera, draft)
    other = farah.open(f"/designer/drafts/{draft}/publish")
    token = other.tree.xpath("string(//input[@name='csrf_token']/@value)")

    hers = farah.client.post(
        f"/designer/drafts/{draft}/publish/take-back", data={"csrf_token": token}
    )
    after = meera.send(page, form=form_at(page, "/take-back"))

    assert hers.status_code == 404
    assert "taken back" in after.words
    assert look(select(Publication.state)) is PublicationState.WITHDRAWN


def test_a_request_that_is_decided_already_is_said_to_be_so(
    meera: Browser, farah: Browser, begin: Begin, look: Look
) -> None:
    draft = begin(example())
    asked(meera, draft)
    page = farah.open(f"/designer/drafts/{draft}/publish")
    approved(farah, draft)

    again = farah.send(page, form=form_at(page, "/approve"))

    assert again.status == 409
    assert look(VERSIONS) == 1


def test_another_version_meanwhile_is_said_before_anything_is_published(
    meera: Browser, farah: Browser, begin: Begin, portal: Portal, look: Look
) -> None:
    draft = begin(example())
    asked(meera, draft)
    page = farah.open(f"/designer/drafts/{draft}/publish")
    with portal.sessions.begin() as session:
        session.add(
            ProcessDefinition(
                id="0" * 32, name=NAME, version=1, content_hash="x", deployed_at=datetime.now(UTC)
            )
        )

    answer = farah.send(page, form=form_at(page, "/approve"))

    assert answer.status == 409
    assert "Another version was published meanwhile" in answer.words
    assert look(VERSIONS) == 1


def test_the_demonstration_may_do_without_a_second_person(
    meera: Browser, begin: Begin, look: Look, portal: Portal
) -> None:
    object.__setattr__(portal.settings, "second_person", False)
    draft = begin(example())
    asked(meera, draft)

    after = approved(meera, draft)

    assert "is published" in after.words
    row = look(select(ProcessDefinition).where(ProcessDefinition.name == NAME))
    assert row.approved_by is None


def test_what_differs_is_told_on_a_page_and_side_by_side(
    meera: Browser, farah: Browser, begin: Begin, look: Look
) -> None:
    published(meera, farah, begin)
    first = look(select(ProcessDefinition.id).where(ProcessDefinition.name == NAME))
    changed = example()
    changed["visit.bpmn"] = changed["visit.bpmn"].replace(b">P3D<", b">P2D<")
    draft = begin(changed)

    page = meera.open(f"/designer/drafts/{draft}/publish")
    pair = meera.open(f"/designer/compare/{first}/draft-{draft}")

    for shown in (page, pair):
        assert "Three days passed" in shown.words
        assert "time: P3D → P2D" in shown.words
    drawings = pair.tree.xpath("//div[@class='pair__drawing']")
    assert json.loads(drawings[0].get("data-marks")) == {"three_days_passed": "changed"}
    for each in drawings:
        assert b"<bpmn:definitions" in meera.client.get(each.get("data-source")).data


def test_versions_of_two_processes_are_not_compared(meera: Browser, look: Look) -> None:
    ids = [
        look(select(ProcessDefinition.id).where(ProcessDefinition.name == name))
        for name in ("appeal", "withdrawal")
    ]

    assert meera.open(f"/designer/compare/{ids[0]}/{ids[1]}").status == 404
    assert meera.open(f"/designer/compare/{ids[0]}/draft-{'0' * 32}").status == 404
    assert meera.open("/designer/compare/x/y").status == 404
    assert meera.open("/designer/compare").status == 404


def rolled_back(
    meera: Browser, farah: Browser, begin: Begin, look: Look, portal: Portal
) -> tuple[str, Page]:
    """Two versions, and the page on which one goes back to the first."""
    published(meera, farah, begin)
    first = look(select(ProcessDefinition.id).where(ProcessDefinition.name == NAME))
    changed = example()
    changed["visit.bpmn"] = changed["visit.bpmn"].replace(b">P3D<", b">P2D<")
    published(meera, farah, begin, changed)
    versions = meera.open(f"/designer/processes/{NAME}")
    link = versions.tree.xpath("string(//a[contains(@class, 'versions__back')]/@href)")
    return first, meera.open(link)


def test_going_back_takes_two_clicks_and_a_reason_and_tells_the_others(
    meera: Browser, farah: Browser, begin: Begin, look: Look, portal: Portal
) -> None:
    first, page = rolled_back(meera, farah, begin, look, portal)

    silent = meera.send(page, {"reason": ""})
    after = meera.send(page, {"reason": "It escalates too early"})

    assert silent.status == 422
    assert "Rolled back. Version 3 runs" in after.words
    assert "back to 1" in after.words
    row = look(
        select(ProcessDefinition).where(
            ProcessDefinition.name == NAME, ProcessDefinition.version == 3
        )
    )
    assert row.rolled_back_from == first
    files = select(DefinitionFile.content).where(
        DefinitionFile.definition_id == row.id, DefinitionFile.path == "visit.bpmn"
    )
    assert look(files) == example()["visit.bpmn"]
    entry = look(select(AuditEntry).where(AuditEntry.action == "roll back"))
    assert entry.facts["reason"] == "It escalates too early"
    told = farah.open("/designer/")
    assert "Meera Joshi rolled Stolen vehicle report back to version 1" in told.words
    assert "It escalates too early" in told.words
    assert "rolled Stolen vehicle report back" not in meera.open("/designer/").words
    farah.send(told, form=form_at(told, "/seen"))
    assert "rolled Stolen vehicle report back" not in farah.open("/designer/").words


def test_the_same_page_does_not_roll_back_twice(
    meera: Browser, farah: Browser, begin: Begin, look: Look, portal: Portal
) -> None:
    _, page = rolled_back(meera, farah, begin, look, portal)
    meera.send(page, {"reason": "Too early"})

    again = meera.send(page, {"reason": "Too early"})

    assert again.status == 409
    assert look(VERSIONS) == 3


@pytest.mark.parametrize("login", ["sho", "sp", "state", "admin"])
def test_nobody_else_sees_or_does_any_of_it(
    sign_in: SignIn, meera: Browser, begin: Begin, look: Look, login: str
) -> None:
    draft = begin(example())
    asked(meera, draft)
    version = look(select(ProcessDefinition.id).where(ProcessDefinition.name == "appeal"))
    officer = sign_in(login)

    for address in (
        f"/designer/drafts/{draft}/publish",
        f"/designer/drafts/{draft}/about",
        f"/designer/drafts/{draft}/notices",
        "/designer/processes/appeal",
        f"/designer/versions/{version}/roll-back",
        f"/designer/compare/{version}/{version}",
    ):
        assert officer.open(address).status == 404


def test_the_hash_of_what_is_published_is_that_of_the_request(
    meera: Browser, farah: Browser, begin: Begin, look: Look
) -> None:
    published(meera, farah, begin)

    wanted = definitions.hash_of(example())
    assert look(select(Publication.content_hash)) == wanted
    assert (
        look(select(ProcessDefinition.content_hash).where(ProcessDefinition.name == NAME)) == wanted
    )
