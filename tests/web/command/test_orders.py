"""A transfer order through the pages: she goes when her last case is taken over."""

from sqlalchemy import select

from models import OrderStatus, Post, TransferOrder, UserTask
from models.session import reading
from tests.web.browser import Browser, Page
from tests.web.casework import Casework
from tests.web.command.test_posts import ids
from tests.web.installation import Look
from tests.web.staff import SignIn

STATUS = select(TransferOrder.status)


def order(browser: Browser, unit_id: str, **values: str) -> Page:
    page = browser.open(f"/command/units/{unit_id}/posts")
    return browser.send(page, {**values, "go": "order"}, form=1)


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
