"""Moving running cases through the pages: mapped, tried, agreed to, moved, and one by hand."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from engine import instances
from engine.registry import SYSTEM
from models import (
    AuditEntry,
    CaseMigration,
    CaseMove,
    EventKind,
    HistoryEvent,
    Level,
    MigrationStatus,
    MoveStatus,
    ProcessDefinition,
    ProcessInstance,
    Unit,
    UserTask,
)
from tests.engine.drawing import drawing, end, start, user
from tests.patience import eventually
from tests.web.browser import Browser, Page
from tests.web.cli.test_migrate import FIRST, ON_SECOND, RENAMED, deploy
from tests.web.conftest import portal_of
from tests.web.designer.test_publishing import form_at, has_form
from tests.web.installation import LONG_BEFORE, Look, settings_for
from web import create_app
from web.cli.worker import Worker
from web.designer import dry_runs
from web.portal import Portal

CASES = 6
PAGE = "/designer/processes/toy/migrate?from=1&to=2"
OTHER = drawing(start("s"), user("tell"), user("close"), end("e"), flows="s -> tell -> close -> e")
MOVES = select(func.count()).select_from(CaseMove)


@pytest.fixture
def app(furnished_url: str, tmp_path: Path) -> Iterator[Flask]:
    """The app with a data folder of its own, where two persons decide."""
    made = create_app(settings_for(furnished_url, demo=True, var=tmp_path / "var"))
    made.testing = True
    object.__setattr__(portal_of(made).settings, "second_person", True)
    yield made
    portal_of(made).database.dispose()


@pytest.fixture
def renamed(portal: Portal) -> None:
    """Cases that wait at a step which has another id in the second version."""
    deploy(portal, FIRST)
    begin_cases(portal)
    deploy(portal, RENAMED)


def begin_cases(portal: Portal) -> None:
    with portal.sessions.begin() as session:
        for number in range(CASES):
            instances.start(
                session,
                portal.registry,
                process="toy",
                business_key=f"case {number}",
                variables={},
                unit_id=None,
                actor=SYSTEM,
                now=LONG_BEFORE,
            )


def try_out(browser: Browser, **typed: Any) -> Page:
    """Try a migration; the page once the dry run is over."""
    page = browser.open(PAGE)
    forms = page.tree.xpath("//main//form")
    at = next(number for number, form in enumerate(forms) if form.get("method") == "post")
    address = browser.send(page, typed, form=at).address

    def when_over() -> Page | None:
        page = browser.open(address)
        return None if page.tree.xpath("//main//progress") else page

    tried = eventually(when_over)
    assert tried, "the dry run does not end"
    return tried


def ordered(browser: Browser, why: str = "The step has a clearer name", **typed: Any) -> Page:
    """Try it, and order it."""
    return browser.send(try_out(browser, **typed), {"why": why})


def pressed(browser: Browser, page: Page, ending: str) -> Page:
    return browser.send(page, form=form_at(page, ending))


@pytest.mark.usefixtures("renamed")
def test_a_dry_run_says_what_keeps_cases_and_changes_nothing(meera: Browser, look: Look) -> None:
    page = try_out(meera)

    assert "6 cases were tried" in page.words
    assert "0 would move" in page.words
    assert "The new version has no step “ask”" in page.words
    case = look(select(UserTask.instance_id).where(UserTask.element_id == "ask").limit(1))
    assert case[:8] in page.words
    assert case not in page.text
    assert (look(ON_SECOND), look(MOVES)) == (0, 0)


@pytest.mark.usefixtures("renamed")
def test_what_one_designer_orders_another_lets_begin(
    meera: Browser, farah: Browser, look: Look, portal: Portal
) -> None:
    page = ordered(meera, **{"map:ask": "ask_her"})

    assert "Another designer decides" in page.words
    assert not has_form(page, "/agree")
    assert look(MOVES) == 0
    agreed = pressed(farah, farah.open(page.address), "/agree")
    assert "0 of 6 cases are settled" in agreed.words
    Worker(portal).run_due()
    after = farah.open(page.address)
    assert "6 of 6 cases are settled" in after.words
    assert look(ON_SECOND) == CASES
    listed = meera.open("/designer/processes/toy/migrations")
    assert "The step has a clearer name" in listed.words


@pytest.mark.usefixtures("renamed")
def test_steps_are_matched_again_without_trying(meera: Browser, tmp_path: Path) -> None:
    page = meera.open(PAGE)
    forms = page.tree.xpath("//main//form")
    at = next(number for number, form in enumerate(forms) if form.get("method") == "post")

    after = meera.send(page, {"map:ask": "ask_her", "again": "yes"}, form=at)

    assert "csrf" not in after.address
    assert after.tree.xpath("//option[@value='ask_her' and @selected]")
    assert not (tmp_path / "var" / "dry_runs").exists()


def test_a_step_drawn_anew_under_the_same_name_is_matched_by_it(
    meera: Browser, portal: Portal
) -> None:
    for step in ("ask", "asked_anew"):
        named = user(step, name="Ask her")
        deploy(portal, drawing(start("s"), named, end("e"), flows=f"s -> {step} -> e"))

    page = meera.open(PAGE)

    assert page.tree.xpath("//option[@value='asked_anew' and @selected]")
    assert "Drawn anew under the same name" in page.words
    assert "The new version has no step" not in page.words


@pytest.mark.usefixtures("renamed")
def test_nobody_lets_begin_what_she_has_ordered(meera: Browser, look: Look) -> None:
    page = ordered(meera, **{"map:ask": "ask_her"})

    token = page.tree.xpath("string(//input[@name='csrf_token']/@value)")
    answer = meera.client.post(page.address + "/agree", data={"csrf_token": token})

    assert answer.status_code == 404
    assert look(select(CaseMigration.status)) is MigrationStatus.ASKED


@pytest.mark.usefixtures("renamed")
def test_what_was_declined_is_said_to_be_so(meera: Browser, farah: Browser, look: Look) -> None:
    page = ordered(meera, **{"map:ask": "ask_her"})
    hers = farah.open(page.address)
    pressed(meera, page, "/decline")

    late = pressed(farah, hers, "/agree")

    assert late.status == 409
    assert "decided on already" in late.words
    assert look(select(CaseMigration.status)) is MigrationStatus.DECLINED
    assert look(MOVES) == 0


@pytest.mark.usefixtures("renamed")
@pytest.mark.parametrize("why", ["", "  ", "x" * 401])
def test_an_order_says_why(meera: Browser, look: Look, why: str) -> None:
    page = ordered(meera, why, **{"map:ask": "ask_her"})

    assert page.status == 422
    assert look(select(func.count()).select_from(CaseMigration)) == 0


@pytest.mark.usefixtures("renamed")
def test_a_migration_is_stopped_between_two_batches(
    meera: Browser, look: Look, portal: Portal
) -> None:
    object.__setattr__(portal.settings, "second_person", False)
    page = ordered(meera, **{"map:ask": "ask_her"})

    after = pressed(meera, page, "/stop")

    assert "Stopped" in after.words
    assert "The migration was stopped before the turn of this case came" in after.words
    assert look(select(CaseMigration.status)) is MigrationStatus.STOPPED
    assert look(ON_SECOND) == 0


@pytest.mark.usefixtures("renamed")
@pytest.mark.parametrize(
    ("typed", "cases"),
    [
        ({"from_day": "2025-01-07"}, 0),
        ({"before_day": "2025-01-07"}, CASES),
        ({"at": "ask"}, CASES),
        ({"unit": "' OR 1=1"}, CASES),
        ({"unit": "0" * 32}, 0),
        ({"before_day": "tomorrow"}, CASES),
    ],
)
def test_only_the_chosen_cases_are_tried(meera: Browser, typed: dict[str, str], cases: int) -> None:
    page = try_out(meera, **typed)

    assert f"{cases} cases were tried" in page.words


@pytest.mark.usefixtures("renamed")
def test_the_cases_of_one_district_are_chosen_from_the_list(
    meera: Browser, portal: Portal, look: Look
) -> None:
    station = look(select(Unit).where(Unit.level == Level.STATION).order_by(Unit.code).limit(1))
    with portal.sessions.begin() as session:
        first = session.scalars(
            select(ProcessInstance)
            .join(ProcessDefinition)
            .where(ProcessDefinition.name == "toy")
            .limit(1)
        ).one()
        first.unit_id = station.id

    tried = {
        place: try_out(meera, unit=place).words for place in (station.state_id, station.district_id)
    }
    page = meera.open(PAGE)

    listed = page.tree.xpath("//select[@name='unit']//option/@value")
    assert all("1 case was tried" in words for words in tried.values())
    assert all("Only cases of" in words for words in tried.values())
    assert {*tried} < {*listed}


def test_a_case_whose_step_is_gone_is_set_elsewhere_by_hand(
    meera: Browser, portal: Portal, look: Look
) -> None:
    deploy(portal, FIRST)
    begin_cases(portal)
    deploy(portal, OTHER)
    migration = all_stay(meera, portal)
    case = look(select(CaseMove.instance_id).order_by(CaseMove.instance_id).limit(1))
    page = meera.open(f"{migration}/cases/{case}")

    unsaid = meera.send(page, {"to": "new:close"})
    after = meera.send(page, {"to": "new:close", "reason": "step_gone"})

    assert unsaid.status == 422
    assert "1 moved" in after.words
    assert look(select(CaseMove.status).where(CaseMove.instance_id == case)) is MoveStatus.MOVED
    open_at = select(UserTask.element_id).where(UserTask.instance_id == case, UserTask.status == 0)
    assert look(open_at) == "close"
    moved = select(HistoryEvent.facts).where(
        HistoryEvent.instance_id == case, HistoryEvent.kind == EventKind.MOVED
    )
    assert look(moved) == {"from": "ask", "reason": "step_gone"}
    audited = select(AuditEntry.facts).where(
        AuditEntry.chain == case, AuditEntry.action == "move_token"
    )
    assert look(audited)["to"] == "close"


def test_a_place_that_cannot_be_is_refused_in_words(
    meera: Browser, portal: Portal, look: Look
) -> None:
    deploy(portal, FIRST)
    begin_cases(portal)
    deploy(portal, OTHER)
    migration = all_stay(meera, portal)
    case = look(select(CaseMove.instance_id).limit(1))
    page = meera.open(f"{migration}/cases/{case}")

    refused = meera.send(page, {"to": "new:s", "reason": "stuck"})

    assert refused.status == 409
    assert "Nothing can be set before" in refused.words
    assert look(select(ProcessInstance.version).where(ProcessInstance.id == case)) == 1


def all_stay(browser: Browser, portal: Portal) -> str:
    """A migration that was ordered though every case would stay; its address."""
    object.__setattr__(portal.settings, "second_person", False)
    page = ordered(browser)
    Worker(portal).run_due()
    return page.address


@pytest.mark.parametrize(
    "address",
    [
        "/designer/processes/toy/migrate",
        "/designer/processes/toy/migrate?from=1&to=99",
        "/designer/processes/toy/migrate?from=99999999999999999999&to=x",
        "/designer/processes/elsewhere/migrations",
        "/designer/dry-runs/..%2f..%2fetc",
        "/designer/dry-runs/" + "0" * 32,
        "/designer/migrations/" + "0" * 32,
        "/designer/migrations/0/cases/0",
    ],
)
def test_what_is_not_there_is_not_found(meera: Browser, address: str) -> None:
    assert meera.open(address).status == 404


@pytest.mark.usefixtures("renamed")
def test_only_designers_move_cases(sign_in: Any) -> None:
    sho = sign_in("sho")

    assert sho.open(PAGE).status == 404
    assert sho.open("/designer/processes/toy/migrations").status == 404


@pytest.mark.usefixtures("renamed")
def test_a_dry_run_whose_server_has_died_is_said_to_be_broken(
    meera: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: Any, **__: Any) -> None:
        raise MemoryError

    monkeypatch.setattr(dry_runs, "_try", fail)

    page = try_out(meera)

    assert "It broke off" in page.words
