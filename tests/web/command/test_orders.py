"""A transfer order through the pages: she goes when her last case is taken over."""

import pytest
from sqlalchemy import select

from models import AuditEntry, OrderStatus, Post, TransferOrder, UserTask
from models.session import reading
from tests.web.browser import Browser, Page
from tests.web.casework import Casework
from tests.web.command.test_posts import ids
from tests.web.days import in_days
from tests.web.installation import Look
from tests.web.staff import SignIn

STATUS = select(TransferOrder.status)
GROUND = {
    "order_number": "SP/Estt-12/2026",
    "order_dated_on": in_days(-1),
    "order_cause": "promotion",
}


def order(browser: Browser, unit_id: str, **values: str) -> Page:
    page = browser.open(f"/command/units/{unit_id}/posts")
    return browser.send(page, {**GROUND, **values, "go": "order"}, form=1)


def test_an_order_brings_each_case_to_the_receiving_officer_with_its_number(
    sign_in: SignIn, casework: Casework, look: Look
) -> None:
    casework.investigated()
    known = ids(casework)
    with reading(casework.portal.sessions) as session:
        sho = session.scalars(
            select(Post.id).where(Post.unit_id == known["station"], Post.role == "sho")
        ).one()

    page = order(sign_in("sp"), known["station"], officer=known["io"], receiving=sho)
    task_id = look(select(UserTask.id).where(UserTask.element_id == "accept_case"))
    shown = sign_in("sho").open(f"/office/tasks/{task_id}")

    assert "She goes once everything is handed over" in page.words
    assert shown.heading == "Take the case over"
    assert "-" in shown.tree.xpath("string(//dd[contains(@class, 'shown__value')])")
    assert look(STATUS) is OrderStatus.RUNNING


def test_the_second_seat_signs_in_takes_the_case_over_and_the_first_is_relieved(
    sign_in: SignIn, casework: Casework, look: Look
) -> None:
    casework.investigated()
    known = ids(casework)
    with reading(casework.portal.sessions) as session:
        seat_2 = session.scalars(
            select(Post.id).where(
                Post.unit_id == known["station"],
                Post.role == "investigating_officer",
                Post.seat == 2,
            )
        ).one()
    order(sign_in("sp"), known["station"], officer=known["io"], receiving=seat_2)
    browser = sign_in("io2")
    task_id = look(select(UserTask.id).where(UserTask.element_id == "accept_case"))

    page = browser.open(f"/office/tasks/{task_id}")
    asked = browser.send(page, {"f-accept_answer": "accept", "go": "complete"})
    browser.send(
        asked,
        {
            "f-next_action_on": in_days(3),
            "f-next_step": "Hear the neighbour.",
            "f-evidence_custody": "store",
            "f-notes_read": "yes",
            "go": "complete",
        },
    )

    assert look(STATUS) is OrderStatus.DONE
    assert "Write the diary entry" in browser.open("/office/").words


def test_under_an_order_the_page_refuses_to_move_her_by_hand(
    sign_in: SignIn, casework: Casework, look: Look
) -> None:
    casework.investigated()
    known = ids(casework)
    browser = sign_in("sp")
    order(browser, known["station"], officer=known["io"], receiving=known["seat_3"])

    page = browser.open(f"/command/units/{known['station']}/posts")
    refused = browser.send(page, {"officer": known["io"], "go": "relieve"})

    assert refused.status == 422
    assert "A transfer order of this officer is running" in refused.words
    assert look(STATUS) is OrderStatus.RUNNING


def test_an_order_in_a_circle_is_refused_by_the_page(
    sign_in: SignIn, casework: Casework, look: Look
) -> None:
    known = ids(casework)

    page = order(sign_in("sp"), known["station"], officer=known["io"], receiving=known["io_post"])

    assert page.status == 422
    assert "leads back" in page.words
    assert look(STATUS) is None


def test_a_running_order_is_shown_with_its_number_day_cause_and_state(
    sign_in: SignIn, casework: Casework
) -> None:
    casework.investigated()
    known = ids(casework)
    browser = sign_in("sp")
    order(browser, known["station"], officer=known["io"], receiving=known["seat_3"])

    page = browser.open(f"/command/units/{known['station']}/posts")

    assert "SP/Estt-12/2026" in page.words
    assert "Promotion" in page.words
    assert "running 1 step is left" in page.words


def test_the_order_stands_in_the_audit_with_its_ground(
    sign_in: SignIn, casework: Casework, look: Look
) -> None:
    known = ids(casework)

    order(sign_in("sp"), known["station"], officer=known["io"], receiving=known["seat_3"])

    entry = look(select(AuditEntry).where(AuditEntry.action == "transfer_ordered"))
    assert entry.facts["order_number"] == "SP/Estt-12/2026"
    assert entry.facts["order_cause"] == "promotion"


@pytest.mark.parametrize(
    ("ground", "said"),
    [
        ({"order_number": ""}, "Write the number of the order"),
        ({"order_number": "Asha Devi"}, "Write the number of the order"),
        ({"order_dated_on": ""}, "Choose the day of the order"),
        ({"order_dated_on": in_days(2)}, "Choose the day of the order"),
        ({"order_dated_on": in_days(-400)}, "Choose the day of the order"),
        ({"order_cause": "whim"}, "Choose why she is transferred"),
    ],
)
def test_an_order_without_its_ground_is_refused(
    sign_in: SignIn, casework: Casework, look: Look, ground: dict[str, str], said: str
) -> None:
    known = ids(casework)

    page = order(
        sign_in("sp"), known["station"], officer=known["io"], receiving=known["seat_3"], **ground
    )

    assert page.status == 422
    assert said in page.words
    assert look(STATUS) is None


def test_who_looks_after_the_portal_is_no_officer_to_be_posted(
    sign_in: SignIn, casework: Casework
) -> None:
    known = ids(casework)

    page = sign_in("sp").open(f"/command/units/{known['station']}/posts")

    assert "(io)" in page.words
    assert "(admin)" not in page.words


def test_ranks_are_written_in_hindi_within_hindi(sign_in: SignIn, casework: Casework) -> None:
    address = f"/command/units/{ids(casework)['station']}/posts"
    browser = sign_in("sp")
    browser.open(f"{address}?lang=hi")

    page = browser.open(address)

    assert "निरीक्षक (io)" in page.words
    assert "Inspector" not in page.words
