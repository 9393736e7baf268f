"""Every way of registration through the pages, from her number to what she reads at its end.

No JavaScript is needed for any of it. All set out from one complaint, which is reported and
called back through the pages once and copied for each test.
"""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from engine.law import KOLKATA
from processes.complaint.two_months import days_between
from tests.journeys.ways import ASSIGN, Walk, get_number, not_yet, open_step
from tests.web.conftest import portal_of
from tests.web.installation import settings_for
from web import create_app

SEND = "Choose the station it belongs to"
ACCEPT = "Accept the zero FIR or return it"
PERMIT = "Permit the enquiry or refuse it"
ENQUIRE = "Enquire and say what was found"
APPROVE = "Approve the closure or refuse it"
REFER = "Refer her to the Magistrate"
ORDERED = "Record whether the Magistrate orders an investigation"
REVIEW = "Decide how it must be registered"
REPORT_HOME = "Send the domestic incident report"

Numbered = tuple[Path, str]


@pytest.fixture(scope="session")
def numbered(furnished: Path, tmp_path_factory: pytest.TempPathFactory) -> Numbered:
    """A database with one complaint whose number was read out, and that number."""
    path = tmp_path_factory.mktemp("numbered") / "numbered.db"
    shutil.copyfile(furnished, path)
    app = create_app(settings_for(f"sqlite:///{path}", demo=True, rate_limits=False))
    number = get_number(app)
    with portal_of(app).database.connect() as connection:
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.exec_driver_sql("BEGIN")
    portal_of(app).database.dispose()
    return path, number


@pytest.fixture
def app(numbered: Numbered, tmp_path: Path) -> Iterator[Flask]:
    """The portal on a copy of that database."""
    path = tmp_path / "portal.db"
    shutil.copyfile(numbered[0], path)
    made = create_app(settings_for(f"sqlite:///{path}", demo=True, rate_limits=False))
    made.testing = True
    yield made
    portal_of(made).database.dispose()


@pytest.fixture
def walk(app: Flask, numbered: Numbered) -> Walk:
    return Walk(app, numbered[1])


def permitted(walk: Walk) -> Walk:
    """A fourteen-day enquiry that has begun."""
    walk.registered("enquiry_14d", "outrage_modesty")
    walk.by(
        "co", PERMIT, enquiry_permission="yes", enquiry_permission_reason="Two accounts differ."
    )
    return walk


def referred(walk: Walk) -> Walk:
    """A non-cognizable report that is with the Magistrate."""
    walk.registered("ncr", "hurt")
    walk.by(
        "sho",
        REFER,
        magistrate_court="Chief Judicial Magistrate",
        referred_on=walk.today,
        referral_copy_given="on",
    )
    return walk


def test_an_fir_goes_to_an_officer_whom_she_sees(walk: Walk) -> None:
    walk.registered("fir", "stalking")

    signed = walk.hers
    walk.by("sho", ASSIGN, io_post_id=walk.first_seat())

    assert "Registered asFIR Number in the station's register7/2026" in signed
    assert "Now: Assign the investigating officer" in signed
    assert "Now it is with the Investigating officer 1, Sitara Chowk" in walk.hers
    assert {"Give her a copy, free of charge", "Check the risk to her"} <= set(
        walk.inbox("recorder")
    )


def test_a_zero_fir_is_its_senders_until_another_district_accepts_it_under_a_number(
    walk: Walk,
) -> None:
    walk.registered("zero_fir", "outrage_modesty", other_jurisdiction="yes")
    wrong, right = walk.stations[:2]
    first, second = walk.house_officer_of(wrong), walk.house_officer_of(right)

    walk.by(
        "sho",
        SEND,
        other_district=wrong.district_id,
        receiving_station=wrong.id,
        transfer_reason="The bus stands there.",
    )
    offered = walk.hers
    walk.by(first, ACCEPT, zero_fir_answer="return", zero_fir_answer_reason="It is the next one.")
    returned = walk.hers
    why = open_step(walk.officer("sho"), SEND).words
    walk.by(
        "sho",
        SEND,
        other_district=right.district_id,
        receiving_station=right.id,
        transfer_reason="The first station said so.",
    )
    sent_at = walk.now
    walk.wait(hours=49)
    days, late = days_between(sent_at, walk.now, KOLKATA), walk.hers
    without_number = not_yet(walk.officer(second), ACCEPT, zero_fir_answer="accept")
    walk.by(second, ACCEPT, zero_fir_answer="accept", fir_number="12/2026")

    assert "Now: Have it accepted by the station it belongs to" in offered
    assert "Rukhsar Pal" in offered
    assert "Now: Choose the station it belongs to" in returned
    assert "Why it came back It is the next one." in why
    assert "Rukhsar Pal" in late
    assert f"· {days} days" in late
    assert "Zero FIR not accepted in 48 hours" in walk.raised("sp")
    assert "Number of the FIR in your register" in without_number
    assert f"Now it is with the Station house officer, {right.full_name}, since today" in walk.hers
    assert "Registered asZero FIR" in walk.hers
    assert "Number of the FIR12/2026" in walk.hers
    assert ASSIGN in walk.inbox(second)
    assert walk.inbox("sho") == []


def test_a_report_that_no_magistrate_follows_up_ends_with_the_order_in_her_words(
    walk: Walk,
) -> None:
    referred(walk)

    waiting = walk.hers
    walk.wait(days=5)
    walk.by(
        "sho",
        ORDERED,
        order_on=walk.today,
        offence_shows="no",
        order_words="Nothing there asks for an investigation.",
    )

    assert "MagistrateChief Judicial Magistrate" in waiting
    assert f"Now: {ORDERED}" in waiting
    assert "It is closed." in walk.hers
    assert "The investigation is finished" not in walk.hers
    assert "The Magistrate's orderNothing there asks for an investigation." in walk.hers
    assert walk.inbox("sho") == []


def test_a_report_that_a_magistrate_orders_to_be_investigated_becomes_a_numbered_fir(
    walk: Walk,
) -> None:
    referred(walk)

    walk.by("sho", ORDERED, order_on=walk.today, offence_shows="yes", order_words="Investigate.")
    seat = walk.first_seat()
    without_number = not_yet(walk.officer("sho"), ASSIGN, io_post_id=seat)
    walk.by("sho", ASSIGN, io_post_id=seat, fir_number="14/2026")

    assert "Number of the FIR" in without_number
    assert "The Magistrate's orderInvestigate." in walk.hers
    assert "Number of the FIR14/2026" in walk.hers
    assert "Now it is with the Investigating officer 1, Sitara Chowk" in walk.hers


def test_a_domestic_incident_report_ends_with_the_magistrates_order(walk: Walk) -> None:
    walk.registered("dir", "dv_civil", cognizable_answer="no")

    walk.by(
        "recorder",
        REPORT_HOME,
        application_on=walk.today,
        protection_officer="Meena Verma, 0512 2303030",
        domestic_copy_given="on",
    )
    sent = walk.hers
    walk.wait(days=2)
    walk.by("recorder", "Record the Magistrate's first hearing", first_hearing_on=walk.today)
    walk.by(
        "recorder",
        "Record the Magistrate's order",
        order_on=walk.today,
        order_words="He stays away from the house.",
        offence_shows="no",
    )

    assert "Now it is with the Woman officer of the station, Sitara Chowk" in sent
    assert "Your protection officerMeena Verma, 0512 2303030" in sent
    assert "It is closed." in walk.hers
    assert "The Magistrate's orderHe stays away from the house." in walk.hers


@pytest.mark.parametrize("committee", ["internal", "local"])
def test_a_committee_at_work_has_ninety_days_and_she_reads_what_it_found(
    walk: Walk, committee: str
) -> None:
    walk.registered("committee", "workplace_sh", cognizable_answer="no")

    walk.by(
        "sp",
        "Forward it to the committee",
        workplace_size="ten_or_more" if committee == "internal" else "under_ten",
        employer_accused="no",
        committee_choice=committee,
        committee_address="The committee of the mill",
        forwarded_to_committee_on=walk.today,
    )
    forwarded = walk.hers
    walk.wait(days=91)
    late = walk.raised("sp")
    walk.by(
        "sp",
        "Record the committee's report",
        committee_report_on=walk.today,
        offence_shows="no",
        committee_words="He pays three wages and is moved.",
    )

    assert "Now it is with the Superintendent of Police" in forwarded
    assert "It is being investigated" not in forwarded
    assert "CommitteeThe committee of the mill" in forwarded
    assert "No report of the committee in 90 days" in late
    assert "It is closed." in walk.hers
    assert "What the committee foundHe pays three wages and is moved." in walk.hers


def test_an_enquiry_that_is_refused_is_an_fir_at_once(walk: Walk) -> None:
    walk.registered("enquiry_14d", "outrage_modesty")
    asked = walk.hers

    walk.by("co", PERMIT, enquiry_permission="no", enquiry_permission_reason="It is clear.")
    walk.by("sho", ASSIGN, io_post_id=walk.first_seat(), fir_number="15/2026")

    assert "Now it is with the Circle officer" in asked
    assert "Number of the FIR15/2026" in walk.hers
    assert "Now it is with the Investigating officer 1, Sitara Chowk" in walk.hers


def test_an_enquiry_closed_with_approval_ends_and_she_reads_why_there_is_no_fir(
    walk: Walk,
) -> None:
    permitted(walk)

    enquiring = walk.hers
    walk.by("sho", ENQUIRE, enquiry_finding="close", enquiry_grounds="Nobody was on the film.")
    deciding = walk.hers
    walk.by(
        "co",
        APPROVE,
        enquiry_closure="approve",
        enquiry_closure_reason="The film of that hour shows nobody.",
    )

    assert "Registered asFourteen-day enquiry first" in enquiring
    assert f"Now: {ENQUIRE}" in enquiring
    assert f"Now: {APPROVE}" in deciding
    assert "It is closed." in walk.hers
    assert "Why no FIR was registeredThe film of that hour shows nobody." in walk.hers
    assert "Ask an officer above to look at it" in walk.hers


def test_an_enquiry_whose_closure_is_refused_becomes_a_numbered_fir(walk: Walk) -> None:
    permitted(walk)

    walk.by("sho", ENQUIRE, enquiry_finding="close", enquiry_grounds="Nobody was on the film.")
    walk.by("co", APPROVE, enquiry_closure="refuse", enquiry_refusal_reason="Hear the driver.")
    walk.by("sho", ASSIGN, io_post_id=walk.first_seat(), fir_number="16/2026")

    assert "Why it becomes an FIRHear the driver." in walk.hers
    assert "Number of the FIR16/2026" in walk.hers
    assert "Why no FIR was registered" not in walk.hers


def test_an_enquiry_that_nobody_closes_in_fourteen_days_becomes_an_fir_by_itself(
    walk: Walk,
) -> None:
    permitted(walk)

    walk.wait(days=14)
    walk.by("sho", ASSIGN, io_post_id=walk.first_seat(), fir_number="17/2026")

    assert ENQUIRE not in walk.inbox("sho")
    assert "Number of the FIR17/2026" in walk.hers
    assert "It goes on. The details are on your page." in walk.her.open("/demo/phone").words


def test_the_legal_desk_may_say_that_it_is_a_domestic_incident(walk: Walk) -> None:
    walk.registered("legal_review", "dv_civil", legal_doubt="Is this cruelty?")

    asked = walk.hers
    walk.by(
        "legal",
        REVIEW,
        cognizable_answer="no",
        registered_as="dir",
        legal_review_reason="She asks for protection only.",
    )

    assert "Now it is with the Legal desk, Uttar Pradesh" in asked
    assert "Registered asThe legal desk decides" in asked
    assert "Registered asDomestic incident report" in walk.hers
    assert REPORT_HOME in walk.inbox("recorder")


def test_what_the_legal_desk_calls_an_fir_is_one_under_its_own_number(walk: Walk) -> None:
    walk.registered("legal_review", "outrage_modesty", legal_doubt="Is a touch enough?")

    walk.by("legal", REVIEW, registered_as="fir", legal_review_reason="It is.")
    walk.by("sho", ASSIGN, io_post_id=walk.first_seat(), fir_number="18/2026")

    assert "Registered asFIR" in walk.hers
    assert "Number of the FIR18/2026" in walk.hers
