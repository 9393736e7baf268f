"""One complaint gone through page by page, from her number on: officers at their desks, and she."""

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any

from flask import Flask
from sqlalchemy import select

from models import Level, Unit
from models.session import reading
from processes.posts.seats import seats
from tests.journeys.online import PASSPHRASE, do_hers, fill, move_clock
from tests.journeys.police import let_in
from tests.web.browser import Browser, Page
from tests.web.casework import Casework
from tests.web.conftest import portal_of
from tests.web.reporting import report
from tests.web.staff import SignIn
from web.cli.demo import advance

REGISTER = "Register the complaint"
ASSIGN = "Assign the investigating officer"
CALL = "Call her and ask for the code"


def get_number(app: Flask) -> str:
    """Report a complaint at the first station and have it called back; the number read out."""
    her = Browser(app, language="en")
    casework = Casework(portal_of(app))
    with reading(casework.portal.sessions) as session:
        station = casework.unit_of(session, "sho")
    report(her, {"what": ["other"], "station": station.id})
    move_clock(her, "PT20H", "PT10M")
    code = re.search(r"\b\d{3} ?\d{3}\b", her.open("/demo/phone").words)
    assert code is not None
    caller = SignIn(app)("caller")
    read_out = complete(caller, CALL, call_result="reached", code_heard=code[0])
    number = str(read_out.tree.xpath("string(//p[@class='secret__value number'])"))
    fill(caller, read_out, number_read_out="on")
    move_clock(her, "PT10M")
    return number


def open_step(browser: Browser, step: str) -> Page:
    """The page of the waiting task of this name."""
    links = browser.open("/office/").tree.xpath("//tbody//th//a[.=$step]/@href", step=step)
    assert links, f"{step} does not wait"
    return browser.open(links[0])


def complete(browser: Browser, step: str, **values: Any) -> Page:
    """Fill in the waiting task of this name, page after page, until it is done."""
    page = open_step(browser, step)
    for _ in range(3):
        page = fill(browser, page, **values)
        if page.heading != step:
            return page
    raise AssertionError(page.words[:600])


def not_yet(browser: Browser, step: str, **values: Any) -> str:
    """Send the waiting task of this name with something missing; what the page asks for."""
    page = open_step(browser, step)
    forms = page.tree.xpath("//main//form")
    own = next(at for at, form in enumerate(forms) if form.xpath(".//input[@name='f-shown']"))
    typed = {f"f-{key}": value for key, value in values.items()}
    page = browser.send(page, {**typed, "go": "complete"}, form=own)
    assert page.heading == step, page.words[:600]
    return page.words


class Walk:
    """Her complaint, and everybody who has a step of it."""

    def __init__(self, app: Flask, number: str) -> None:
        self.portal = portal_of(app)
        self.number = number
        self.her = Browser(app, language="en")
        self.sign_in = SignIn(app)
        self._officers: dict[str, Browser] = {}

    @property
    def now(self) -> datetime:
        return Casework(self.portal).now

    @property
    def today(self) -> str:
        return Casework(self.portal).today

    @property
    def hers(self) -> str:
        """What she reads on her page."""
        return self._track().words

    def officer(self, login: str) -> Browser:
        """Her browser; she signs in once."""
        if login not in self._officers:
            self._officers[login] = self.sign_in(login)
        return self._officers[login]

    def registered(self, way: str, *offences: str, **more: str) -> "Walk":
        """Register it in one way and have her sign."""
        self.by(
            "sho",
            REGISTER,
            offences=list(offences),
            incident_on="2026-03-01",
            registered_as=way,
            registration_number="7/2026",
            registration_text="He struck me.",
            recorded_by_woman="yes",
            **more,
        )
        page = do_hers(self.her, self._track(), text_is_right="yes")
        fill(self.her, page, signature_name="Asha Devi")
        self.wait(minutes=1)
        return self

    def by(self, login: str, step: str, **values: Any) -> None:
        """Let an officer complete a step, and what follows from it happen."""
        complete(self.officer(login), step, **values)
        self.wait(minutes=1)

    def wait(self, **length: float) -> None:
        """Let time pass, with everything that falls due on the way."""
        advance(self.portal, timedelta(**length))

    def inbox(self, login: str) -> list[str]:
        """The steps that wait for an officer."""
        return list(self.officer(login).open("/office/").tree.xpath("//tbody//th//a/text()"))

    def raised(self, login: str) -> str:
        """What was brought before an officer."""
        return self.officer(login).open("/command/escalations").words

    def first_seat(self) -> str:
        """The seat that stands first in the list for the station house officer."""
        page = open_step(self.officer("sho"), ASSIGN)
        return str(
            page.tree.xpath("string(//select[@name='f-io_post_id']/option[@value!='']/@value)")
        )

    @cached_property
    def stations(self) -> list[Unit]:
        """A station of each other district."""
        with reading(self.portal.sessions) as session:
            home = Casework(self.portal).unit_of(session, "sho")
            query = select(Unit).where(Unit.level == Level.STATION).order_by(Unit.code)
            elsewhere: Mapping[str, Unit] = {
                str(unit.district_id): unit
                for unit in session.scalars(query)
                if unit.district_id != home.district_id
            }
        return list(elsewhere.values())

    def house_officer_of(self, station: Unit) -> str:
        """Let the house officer of another station sign in; the login."""
        with reading(self.portal.sessions) as session:
            post_id = seats(session, station.id, "sho")[0].id
        return let_in(self.portal, post_id)

    def _track(self) -> Page:
        page = self.her.open("/track")
        if "Where it has been" in page.words:
            return page
        return self.her.send(page, {"number": self.number, "passphrase": PASSPHRASE})
