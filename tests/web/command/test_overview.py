"""Command: who sees which figures, lists and units, and how far down."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from engine.law import KOLKATA
from models import Complaint, Level, Unit
from models.session import reading
from models.types import new_id
from processes.complaint import nation
from tests.processes.statements import statements
from tests.web.browser import Page
from tests.web.casework import Casework
from tests.web.staff import SignIn
from web.cli.worker import Worker


def tiles(page: Page) -> dict[str, str]:
    return {
        tile.xpath("string(dt)"): tile.xpath("string(dd)")
        for tile in page.tree.xpath("//dl[@class='tiles']/div")
    }


def unit_ids(casework: Casework, level: Level) -> dict[str, str]:
    """Whether the printed accounts' unit of a level, or another, by id."""
    with reading(casework.portal.sessions) as session:
        own = casework.unit_of(session, "sho")
        column = {
            Level.STATION: own.id,
            Level.CIRCLE: own.circle_id,
            Level.DISTRICT: own.district_id,
        }
        others = session.scalars(
            select(Unit.id).where(Unit.level == level, Unit.id != column[level]).order_by(Unit.name)
        ).all()
    return {"own": column[level] or "", "other": others[0]}


def make_late(casework: Casework, complaint_id: str, days: int) -> None:
    limit_at = casework.now - timedelta(days=days, hours=1)
    casework.change(
        lambda session: session.execute(
            update(Complaint).where(Complaint.id == complaint_id).values(limit_at=limit_at)
        )
    )


def many_late(casework: Casework, complaint_id: str, count: int) -> None:
    first = casework.complaint(complaint_id)
    columns = {c.key: getattr(first, c.key) for c in Complaint.__mapper__.column_attrs}

    def add(session: Session) -> None:
        for number in range(count):
            changed = {
                "id": new_id(),
                "number": f"{number:013}",
                "instance_id": None,
                "submission_key": new_id(),
                "limit_at": casework.now - timedelta(days=100, minutes=number),
            }
            session.add(Complaint(**{**columns, **changed}))

    casework.change(add)


def test_a_unit_without_complaints_has_its_empty_states(sign_in: SignIn) -> None:
    page = sign_in("sp").open("/command/")

    assert page.status == 200
    assert tiles(page)["Open complaints"] == "0"
    assert "Nothing waits to be seen." in page.words
    assert "Nothing is late." in page.words
    assert "Every post has a holder." in page.words


def test_a_late_case_is_counted_where_it_lies_and_named_with_its_holder(
    sign_in: SignIn, casework: Casework
) -> None:
    complaint_id = casework.investigated()
    make_late(casework, complaint_id, 3)

    pages = [sign_in(login).open("/command/") for login in ("sho", "co", "sp", "state")]

    assert [tiles(page)["Late: two months are over"] for page in pages] == ["1"] * 4
    assert all("3 days late" in page.words for page in pages)
    assert all("Investigating officer" in page.words for page in pages)


@pytest.mark.parametrize(
    ("login", "level", "which", "status"),
    [
        ("sho", Level.STATION, "own", 200),
        ("sho", Level.STATION, "other", 404),
        ("sho", Level.CIRCLE, "own", 404),
        ("sho", Level.DISTRICT, "own", 404),
        ("co", Level.STATION, "own", 200),
        ("co", Level.CIRCLE, "own", 200),
        ("co", Level.CIRCLE, "other", 404),
        ("sp", Level.CIRCLE, "own", 200),
        ("sp", Level.DISTRICT, "own", 200),
        ("sp", Level.DISTRICT, "other", 404),
        ("state", Level.DISTRICT, "other", 200),
        ("io", Level.STATION, "own", 404),
        ("recorder", Level.STATION, "own", 404),
        ("national", Level.STATION, "own", 404),
        ("national", Level.DISTRICT, "own", 404),
    ],
)
def test_one_sees_ones_own_unit_and_those_below(
    sign_in: SignIn, casework: Casework, login: str, level: Level, which: str, status: int
) -> None:
    unit_id = unit_ids(casework, level)[which]
    browser = sign_in(login)

    addresses = (
        f"/command/units/{unit_id}",
        f"/command/units/{unit_id}/cases",
        f"/command/escalations?unit={unit_id}",
    )
    assert [browser.open(address).status for address in addresses] == [status] * 3


def test_the_nation_sees_figures_of_states_and_can_open_nothing(
    sign_in: SignIn, casework: Casework
) -> None:
    complaint_id = casework.investigated()
    make_late(casework, complaint_id, 3)
    Worker(casework.portal).run_due()

    browser = sign_in("national")
    page = browser.open("/command/")

    assert page.heading == "The nation"
    assert "Uttar Pradesh" in page.words
    assert page.tree.xpath("string(//td[contains(@class, 'is-late')])") == "1"
    assert not page.tree.xpath("//main//a")
    assert str(casework.complaint(complaint_id).number) not in page.text.replace("-", "")
    assert browser.open(f"/office/cases/{complaint_id}").status == 404


def test_the_nations_page_counts_no_complaints_and_says_as_of_when_they_were_counted(
    sign_in: SignIn, casework: Casework
) -> None:
    complaint_id = casework.investigated()
    Worker(casework.portal).run_due()
    counted_at = casework.now
    make_late(casework, complaint_id, 3)
    casework.wait(seconds=30)
    browser = sign_in("national")

    with statements(casework.portal.sessions) as asked:
        page = browser.open("/command/nation")

    assert not [sql for sql in asked if "FROM complaint" in sql or "FROM user_task" in sql]
    assert not [sql for sql in asked if "count(" in sql.lower()]
    with casework.portal.sessions() as session:
        kept = nation.kept(session)
    assert kept is not None
    assert abs(kept.taken_at - counted_at) < timedelta(seconds=20)
    local = kept.taken_at.astimezone(KOLKATA)
    assert f"{local:%Y}, {local.hour % 12 or 12}:{local:%M}" in page.words
    assert page.tree.xpath("string(//tbody/tr/td[7])") == "0"


def test_the_nations_figures_are_counted_anew_a_minute_later(
    sign_in: SignIn, casework: Casework
) -> None:
    complaint_id = casework.investigated()
    Worker(casework.portal).run_due()
    make_late(casework, complaint_id, 3)

    casework.wait(seconds=30)
    Worker(casework.portal).run_due()
    before = sign_in("national").open("/command/nation")
    casework.wait(seconds=31)
    Worker(casework.portal).run_due()
    after = sign_in("national").open("/command/nation")

    assert not before.tree.xpath("//td[contains(@class, 'is-late')]")
    assert after.tree.xpath("string(//td[contains(@class, 'is-late')])") == "1"


def test_before_a_worker_has_counted_the_nations_page_says_so(sign_in: SignIn) -> None:
    page = sign_in("national").open("/command/nation")

    assert "are being counted" in page.words
    assert not page.tree.xpath("//main//table")


@pytest.mark.parametrize("login", ["sho", "co", "sp", "state", "io"])
def test_the_nations_figures_are_the_nations(sign_in: SignIn, login: str) -> None:
    assert sign_in(login).open("/command/nation").status == 404


def test_every_picture_says_in_words_what_it_shows(sign_in: SignIn, casework: Casework) -> None:
    casework.investigated()

    page = sign_in("sp").open("/command/")

    labels = page.tree.xpath("//svg/@aria-label")
    assert labels
    assert any("1 up to 30 days" in label for label in labels)


def test_long_lists_go_on_page_by_page_and_lose_nothing(
    sign_in: SignIn, casework: Casework
) -> None:
    many_late(casework, casework.called(), 120)
    browser = sign_in("sp")
    unit_id = unit_ids(casework, Level.DISTRICT)["own"]

    page = browser.open(f"/command/units/{unit_id}/cases?which=late")
    found = page.tree.xpath("//tbody//th/a/@href")
    while following := page.tree.xpath("//a[@rel='next']/@href"):
        page = browser.open(following[0])
        found += page.tree.xpath("//tbody//th/a/@href")

    assert len(found) == len(set(found)) == 120


def test_a_case_that_is_not_with_the_police_yet_is_in_no_list(
    sign_in: SignIn, casework: Casework
) -> None:
    complaint_id = casework.submit()
    casework.wait(hours=27)

    page = sign_in("sp").open("/command/")

    assert tiles(page)["Open complaints"] == "0"
    assert complaint_id not in page.text
