"""What officers say of a case at any time: district before station, told once, never too late."""

import pytest
from flask import Flask
from sqlalchemy import select

from engine import instances
from engine.registry import Actor
from models import Level, Unit
from models.session import reading
from processes.demonstration.police import LOGINS
from tests.web.browser import Browser
from tests.web.casework import Casework
from tests.web.days import in_days
from tests.web.staff import SignIn


@pytest.fixture
def case(casework: Casework) -> str:
    """The address of a case that an officer of the first station investigates."""
    return f"/office/cases/{casework.investigated()}"


@pytest.fixture
def sho(app: Flask, case: str) -> Browser:
    return SignIn(app)(LOGINS["sho"])


def station_elsewhere(casework: Casework) -> tuple[str, str]:
    """A district other than the first station's, and one of its stations."""
    with reading(casework.portal.sessions) as session:
        home = casework.unit_of(session, "sho")
        found = session.scalars(
            select(Unit)
            .where(Unit.level == Level.STATION, Unit.district_id != home.district_id)
            .order_by(Unit.code)
        ).first()
    assert found is not None
    return str(found.district_id), found.id


def test_the_district_is_asked_for_first_and_then_its_stations_without_a_script(
    sho: Browser, casework: Casework, case: str
) -> None:
    district_id, station_id = station_elsewhere(casework)
    asked = sho.open(f"{case}/say/any_jurisdiction_said")

    chosen = sho.send(asked, {"f-other_district": district_id, "f-jurisdiction_reason": "Far off"})
    sent = sho.send(chosen, {"f-other_station": station_id})

    assert asked.tree.xpath("//select[@name='f-other_station']") == []
    offered = chosen.tree.xpath("//select[@name='f-other_station']/option/@value")
    assert station_id in offered
    assert len(offered) < 60
    assert "Done: It belongs to another station" in sent.words
    assert casework.task(case.rpartition("/")[2], "decide_jurisdiction").role == "superintendent"


def test_a_page_sent_twice_says_so_in_the_officers_frame(sho: Browser, case: str) -> None:
    asked = sho.open(f"{case}/say/any_child_said")
    typed = {"f-child_age_band": "16_17", "f-child_age_source": "School papers"}
    sho.send(asked, typed)

    again = sho.send(asked, typed)

    assert again.status == 409
    assert again.heading == "This was sent already"
    assert again.tree.xpath("//header//nav")


def test_a_case_that_is_over_takes_nothing_more(
    sho: Browser, casework: Casework, case: str
) -> None:
    complaint = casework.complaint(case.rpartition("/")[2])
    casework.change(
        lambda session: instances.cancel(
            session,
            casework.portal.registry,
            complaint.instance_id or "",
            reason="test",
            actor=Actor(),
            now=casework.now,
        )
    )

    asked = sho.open(f"{case}/say/any_child_said")

    assert asked.status == 409
    assert asked.heading == "This case does not take it now"
    assert sho.open(f"{case}/say/any_pressure_said").status == 404


def test_an_officers_form_that_became_too_old_keeps_the_officers_frame(
    sho: Browser, case: str
) -> None:
    asked = sho.open(f"{case}/say/any_child_said")

    stale = sho.send(asked, {"csrf_token": "old", "f-child_age_source": "School papers"})

    assert stale.status == 400
    assert stale.tree.xpath("//header//nav")
    assert stale.tree.xpath("//*[@id='leave']") == []
    assert stale.fields()["f-child_age_source"] == ["School papers"]


def test_what_is_not_there_keeps_the_officers_frame_too(sho: Browser) -> None:
    missing = sho.open("/office/cases/nothing")

    assert missing.status == 404
    assert missing.tree.xpath("//header//nav")


def test_two_who_say_that_she_is_a_child_open_one_step_and_the_second_is_told(
    sho: Browser, app: Flask, case: str
) -> None:
    io = SignIn(app)(LOGINS["investigating_officer"])
    child = {"f-child_age_band": "16_17", "f-child_age_source": "School papers"}
    of_the_sho, of_the_io = (who.open(f"{case}/say/any_child_said") for who in (sho, io))

    sho.send(of_the_sho, child)
    refused = io.send(of_the_io, child)

    assert refused.status == 409
    assert refused.heading == "Nothing was sent"
    assert "It is known already" in refused.words
    assert "It is known already" in sho.open(case).words


def test_a_remand_whose_days_are_watched_is_refused_in_words(app: Flask, case: str) -> None:
    io = SignIn(app)(LOGINS["investigating_officer"])
    remand = {"f-first_remand_on": in_days(0), "f-custody_days_said": "60"}

    io.send(io.open(f"{case}/say/any_remand_said"), remand)
    again = io.send(io.open(f"{case}/say/any_remand_said"), {**remand, "f-custody_days_said": "90"})

    assert again.status == 422
    assert "The days from this remand are watched already" in again.words
