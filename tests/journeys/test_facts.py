"""What the portal promises, a test a promise, each through the pages as people use them.

No JavaScript is needed for any of it. Whatever leaves the portal goes to a CCTNS on this machine.
"""

import re
from collections.abc import Iterator

import pytest
from flask import Flask
from pydantic import SecretStr
from sqlalchemy import func, select, update

from models import Complaint, EmergencyResponse, Gender, Level, Officer, Unit
from models.session import reading
from processes.complaint import numbers
from processes.demonstration.police import PASSWORD
from processes.partners import tokens
from processes.partners.tokens import Scope
from tests.eighteen_points import EIGHTEEN_POINTS
from tests.journeys.online import (
    PASSPHRASE,
    do,
    do_hers,
    fill,
    follow,
    move_clock,
    name_of,
    proposed,
)
from tests.processes.cctns.far_end import TOKEN, FarEnd, far_end
from tests.processes.place import QUICK
from tests.web.api.conftest import Partner
from tests.web.browser import Browser
from tests.web.casework import Casework
from tests.web.command.test_backlog import csv
from tests.web.command.test_backlog import send as send_list
from tests.web.command.test_posts import change, ids, newcomer
from tests.web.conftest import portal_of
from tests.web.emergency.test_help import call, register
from tests.web.installation import Look, settings_for
from tests.web.reporting import HER_ANSWERS, answers_on, begin, report
from tests.web.staff import SignIn
from web import clock, create_app
from web.portal import Portal
from web.security import limiter

CALLER_STEP = "Call her and ask for the code"
DIARY = "Write the diary entry"


@pytest.fixture
def cctns() -> Iterator[FarEnd]:
    with far_end() as running:
        yield running


@pytest.fixture
def app(furnished_url: str, cctns: FarEnd) -> Iterator[Flask]:
    """The portal in demonstration mode, so that the clock can be moved on a page."""
    made = create_app(
        settings_for(furnished_url, demo=True, cctns_url=cctns.url, cctns_token=SecretStr(TOKEN))
    )
    made.testing = True
    with made.app_context():
        limiter.reset()
    yield made
    portal_of(made).database.dispose()


@pytest.fixture
def her(app: Flask) -> Browser:
    return Browser(app, language="en")


@pytest.fixture
def sign_in(app: Flask) -> SignIn:
    return SignIn(app)


@pytest.fixture
def casework(portal: Portal) -> Casework:
    return Casework(portal)


def test_women_report_anything_from_molestation_to_rape_and_violence_online_and_are_heard_there(
    her: Browser, casework: Casework, sign_in: SignIn, look: Look
) -> None:
    """Women report molestation up to rape and domestic violence online; complaint, hearing and
    investigation run in one system."""
    reported = report(her, {"what": ["molestation", "rape", "domestic_violence"]})
    complaint_id = proposed(casework)

    heard = do_hers(her, follow(her, casework, complaint_id), hearing_place="home")
    case = sign_in("sho").open(f"/office/cases/{complaint_id}")

    assert reported.heading == "We have your complaint"
    assert look(select(func.count()).select_from(Complaint)) == 2
    assert "What you sent has arrived" in heard.words
    for part in ("The complaint arrived", DIARY, "Propose the final opinion"):
        assert part in case.words


def test_one_module_serves_nation_state_district_and_station_by_app_and_by_web(
    app: Flask, her: Browser, sign_in: SignIn, portal: Portal, look: Look
) -> None:
    """An online module at national, state, district and police-station level, reached through the
    UP Cop app or the web."""
    report(her)
    with portal.sessions.begin() as session:
        token = tokens.admit(
            session,
            portal.registry.keyring,
            name="UP Cop",
            scopes=tuple(Scope),
            per_minute=100,
            real_now=clock.real_now(),
        )
    station = look(select(Unit).where(Unit.level == Level.STATION).order_by(Unit.code))
    answers = {
        "danger_now": False,
        "age_band": "18_plus",
        "what": ["stalking"],
        "account": "He waits at the gate",
        "district": station.district_id,
        "station": station.id,
        "safe_channel": "sms",
        "mobile": "98765 43210",
    }

    by_app = Partner(app, token).post(
        "/complaints",
        {"agreed": True, "passphrase": PASSPHRASE, "answers": answers},
        key="a-key-of-her-telephone-1",
    )
    pages = {
        login: sign_in(login).open("/command/") for login in ("national", "state", "sp", "sho")
    }

    assert by_app.status_code == 201
    assert look(select(func.count()).select_from(Complaint)) == 2
    assert {login: page.status for login, page in pages.items()} == dict.fromkeys(pages, 200)
    assert pages["national"].heading == "The nation"
    assert "State nodal officer" in pages["state"].words
    assert "Superintendent of Police" in pages["sp"].words
    assert "Station house officer" in pages["sho"].words


def test_every_level_sees_each_case_that_stands_still_and_with_whom_it_lies(
    sign_in: SignIn, casework: Casework
) -> None:
    """Micro-level, continuous monitoring."""
    complaint_id = casework.investigated()
    number = numbers.written(casework.complaint(complaint_id).number)
    officer = name_of(casework, "investigating_officer")

    casework.wait(days=22)
    silent = {
        login: sign_in(login).open("/command/escalations").words for login in ("sho", "co", "sp")
    }
    casework.wait(days=50)
    late = {login: sign_in(login).open("/command/").words for login in ("sho", "co", "sp", "state")}

    assert "No diary entry for 7 days" in silent["sho"]
    assert "No diary entry for 14 days" in silent["co"]
    assert "No diary entry for 21 days" in silent["sp"]
    for words in late.values():
        assert number in words
        assert "days late" in words
        assert f"Investigating officer: {officer}" in words


def test_two_months_after_her_number_an_unfinished_report_is_a_breach_that_all_are_told(
    her: Browser, sign_in: SignIn, casework: Casework
) -> None:
    """The police must file the investigation report within two months."""
    complaint_id = casework.investigated()
    begun = follow(her, casework, complaint_id)

    casework.wait(days=63)
    over = follow(her, casework, complaint_id)
    told = sign_in("sp").open("/command/escalations")
    asked = sign_in("sp").open("/office/")

    assert re.search(r"Day 1 of (59|6[0-2])\b", begun.words)
    assert "The time is over" in over.words
    assert "Say whether an officer above shall look at it" in over.words
    assert "Two months have passed" in told.words
    assert "State the cause and the new date" in asked.words


def test_the_day_of_the_incident_decides_the_law_cctns_gets_its_sections_and_old_cases_are_finished(
    her: Browser, sign_in: SignIn, casework: Casework, cctns: FarEnd, look: Look
) -> None:
    """The law changed on 1 July 2024: new sections enter CCTNS; investigations pending before it
    are to be finished."""
    for day, act in (("2024-06-30", "IPC 1860"), ("2024-07-01", "BNS 2023")):
        complaint_id = casework.called()
        casework.do(
            complaint_id,
            "register_complaint",
            offences=["stalking"],
            incident_on=day,
            registered_as="fir",
            registration_number="7/2026",
            registration_text="She was followed.",
            recorded_by_woman="yes",
        )
        casework.do(complaint_id, "sign_complaint", text_is_right="yes", signature_name="Asha")
        casework.wait(minutes=1)
        newest = list(cctns.taken.values())[-1]
        assert [section["act"] for section in newest["sections"]] == [act]
    with reading(casework.portal.sessions) as session:
        station = casework.unit_of(session, "sho")
    listed = send_list(sign_in("state"), csv([station.code, "7/2024", "10-06-2024", "stalking"]))
    casework.wait(minutes=5)

    assert listed.heading.startswith("List of")
    assert "Two months have passed" in sign_in("sp").open("/command/escalations").words
    assert "Register the complaint" in sign_in("sho").open("/office/").words


def test_it_is_for_women_and_girls_and_says_where_everybody_else_goes(her: Browser) -> None:
    """For women only."""
    notice = her.open("/form")

    assert "This is for women and girls, trans women included." in notice.words
    assert "If you are not a woman or a girl: call 112 or go to any police station." in notice.words


def test_a_woman_whose_complaint_has_been_pending_for_months_brings_it_here(
    her: Browser, sign_in: SignIn
) -> None:
    """A woman whose complaint has been pending for months can bring it here."""
    reported = report(
        her,
        {
            "complained_before": "yes",
            "earlier_complaint": "The police station by the river",
            "earlier_number": "77/2025",
            "earlier_on": "2025-10-06",
            "earlier_pending": "yes",
        },
    )

    raised = sign_in("sp").open("/command/escalations")

    assert reported.heading == "We have your complaint"
    assert "A complaint that has been pending elsewhere has come" in raised.words


def test_she_sees_how_many_days_it_hung_where_and_with_which_officer(
    her: Browser, casework: Casework
) -> None:
    """She can check the status online; how many days it hung, where, and with which officer."""
    complaint_id = casework.investigated()

    casework.wait(days=9)
    page = follow(her, casework, complaint_id)

    assert "The police have had your complaint for 9 days" in page.words
    at = "Sitara Chowk, Kanpur Commissionerate"
    assert f"Now it is with the Investigating officer 1, {at}, since" in page.words
    assert "until now · 9 days" in page.words
    assert name_of(casework, "investigating_officer") in page.words
    assert "Day 10 of" in page.words
    assert "Station house officer, Sitara Chowk" in page.words


def test_the_portal_tells_women_their_rights_with_the_law_each_stands_in(her: Browser) -> None:
    """The portal informs women of their rights."""
    first = her.open("/")
    link = first.tree.xpath("string(//a[contains(., 'Know your rights')]/@href)")

    rights = her.open(link)

    assert rights.status == 200
    assert "BNSS" in rights.words
    assert "two-month target" in rights.words


def test_from_home_she_is_heard_and_answered_and_meets_the_officer_once_where_she_chooses(
    her: Browser, sign_in: SignIn, casework: Casework
) -> None:
    """Complaints are registered and solved online, so that nobody need fear bribery or
    insinuations; she meets the investigating officer only at charge sheet or final report, instead
    of going round stations, outposts and senior officers."""
    complaint_id = casework.investigated()
    before = follow(her, casework, complaint_id)
    day = casework.today
    officer = sign_in("io")

    do(
        officer,
        DIARY,
        diary_action="evidence",
        diary_done_on=day,
        diary_text="Saw the recordings.",
        investigation_complete="1",
    )
    do(
        officer,
        "Propose the final opinion",
        outcome="charge_sheet",
        opinion_text="The recordings bear out what she told.",
    )
    chosen = do_hers(her, follow(her, casework, complaint_id), hearing_place="home")
    do(
        officer,
        "Read the outcome over to her",
        read_out_on=day,
        read_out_language="hi",
        companion_present="1",
        outcome_read_out="1",
    )
    answered = do_hers(her, follow(her, casework, complaint_id), her_answer="agree")
    do(sign_in("sho"), "Forward the report to the court", court="Sessions", forwarded_on=day)
    closed = follow(her, casework, complaint_id)

    assert "You need not go anywhere." in before.words
    assert "What you sent has arrived" in chosen.words
    assert "What you sent has arrived" in answered.words
    assert "The investigation is finished" in closed.words


def test_the_proforma_asks_its_eighteen_points(her: Browser) -> None:
    """The proforma, about eighteen points: name; father's/husband's name; native address; current
    address; caste; religion; residence; family tree; a famous place near home; nearest police
    station; state; district; age; education; accused's name; accused's address; accused's police
    station; mobile."""
    asked: set[str] = set()
    page = begin(her)

    while keys := page.tree.xpath("string(//input[@name='f-shown']/@value)").split():
        assert not asked >= set(keys), f"the form does not go on from {keys}"
        asked |= set(keys)
        page = her.send(page, {**answers_on(page, HER_ANSWERS), "go": "next"})

    assert len(EIGHTEEN_POINTS) == 18
    assert asked >= EIGHTEEN_POINTS


def test_within_minutes_a_code_comes_to_her_phone_to_be_kept_safe(her: Browser) -> None:
    """Within minutes an OTP comes to her phone, to be kept safe."""
    report(her)

    move_clock(her, "PT10M")

    phone = her.open("/demo/phone").words
    assert re.search(r"Your code is \d{6}\. Keep it safe, send it to nobody\.", phone)


def man_at_the_callers_desk(casework: Casework) -> str:
    """Let a man hold the callers' post beside the women; his login."""
    colleague = casework.colleague_of("verification_caller")
    facts = {"login": "man", "gender": Gender.MALE, "password_hash": QUICK.hash(PASSWORD)}
    casework.change(
        lambda session: session.execute(
            update(Officer).where(Officer.id == colleague).values(**facts)
        )
    )
    return "man"


def test_after_twenty_hours_a_woman_calls_asks_only_for_the_code_and_gives_the_number(
    her: Browser, sign_in: SignIn, casework: Casework
) -> None:
    """In 20 to 22 hours a woman calls, asks only for the OTP, and gives the complaint number."""
    complaint_id = casework.submit(what=["molestation"])
    casework.wait(hours=19, minutes=50)
    man, caller = sign_in(man_at_the_callers_desk(casework)), sign_in("caller")
    too_early = caller.open("/office/").words
    casework.wait(minutes=15)

    waiting = caller.open("/office/")
    address = waiting.tree.xpath(f"string(//tbody//th//a[.='{CALLER_STEP}']/@href)")
    page = caller.open(address)
    for_him = [man.open(each) for each in ("/office/", address)]
    read_out = fill(caller, page, call_result="reached", code_heard=casework.code(complaint_id))

    assert [each.status for each in for_him] == [200, 404]
    assert CALLER_STEP not in for_him[0].words
    assert CALLER_STEP not in too_early
    assert "Then ask only for the code. Ask nothing about what happened." in page.words
    assert "He waits at the gate" not in page.text
    assert re.search(r"1 h 5[0-4] min left", page.words)
    assert read_out.heading == "Read out the complaint number"
    assert numbers.written(casework.complaint(complaint_id).number) in read_out.words


def test_with_the_number_the_work_begins_at_the_station_and_tracking_opens(
    her: Browser, sign_in: SignIn, casework: Casework
) -> None:
    """With that the process starts on the module; the number opens tracking."""
    complaint_id = casework.called()

    page = follow(her, casework, complaint_id)

    assert page.status == 200
    assert "Station house officer, Sitara Chowk" in page.words
    assert "Day 1 of" in page.words
    assert "Register the complaint" in sign_in("sho").open("/office/").words


def test_one_press_of_a_registered_woman_sends_several_vehicles_and_no_transfer_stops_it(
    her: Browser, sign_in: SignIn, casework: Casework, look: Look
) -> None:
    """Prabal Pratikriya: one complaint from a registered woman brought several police vehicles at
    once, and the matter was settled on the spot. When the officer who ran it was transferred, the
    app, its calling and everything else stopped: here every task stays with its post."""
    complaint_id, found = casework.investigated(), ids(casework)
    successor = newcomer(casework)
    register(her, look)

    pressed = call(her)
    vehicle = sign_in("patrol")
    there = vehicle.send(
        vehicle.send(vehicle.open("/patrol"), {"say": "going"}), {"say": "arrived"}
    )
    address = there.tree.xpath("string(//main//a[contains(@class, 'patrol__button')]/@href)")
    settled = fill(
        vehicle,
        vehicle.open(address),
        found="she_is_safe",
        injured="no",
        children="no",
        arrested="no",
        moved_to="family",
        wants_complaint="no",
    )
    chief = sign_in("sp")
    change(chief, found["station"], "relieve", officer=found["io"])
    change(chief, found["station"], "transfer", officer=successor, post=found["io_post"])

    assert pressed.heading == "Help is being sent"
    assert int(look(select(func.count()).select_from(EmergencyResponse))) >= 3
    assert "Done" in settled.words
    inherited = sign_in("newcomer")
    assert DIARY in inherited.open("/office/").words
    assert inherited.open(f"/office/cases/{complaint_id}").status == 200
