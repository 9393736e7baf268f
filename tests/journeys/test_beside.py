"""An appeal and a withdrawal in real browsers: from her page to the officers and back."""

from playwright.sync_api import Page
from sqlalchemy import select

from models import UserTask
from models.session import reading
from processes.posts.seats import seats
from tests.journeys.police import Enter, let_in
from tests.journeys.walks import follow_case, press_next
from tests.web.casework import Casework
from tests.web.days import in_days
from web.portal import Portal

BUTTON = "main button[type=submit]"


def ask(her: Page, address: str, wish: str) -> None:
    her.goto(f"{address}track")
    her.locator("main details summary").evaluate_all("all => all.forEach(s => s.click())")
    with her.expect_navigation():
        her.click(f"main a:text-is('{wish}')")


def let_holder_in(portal: Portal, role: str, element_id: str) -> str:
    """Give who holds the post of an open task a password; her login."""
    with reading(portal.sessions) as session:
        task = session.scalars(
            select(UserTask).where(UserTask.element_id == element_id, UserTask.role == role)
        ).one()
        post = seats(session, task.unit_id or "", role)[0]
    return let_in(portal, post.id)


def test_she_appeals_is_answered_goes_on_and_is_satisfied(
    page: Page, address: str, casework: Casework, enter: Enter
) -> None:
    her, complaint_id = page, casework.investigated()
    follow_case(her, address, casework, complaint_id)

    ask(her, address, "Ask an officer above to look at it")
    her.check("[name='f-ground'][value=silence]")
    press_next(her, BUTTON)
    if her.locator("[name='f-appeal_words']").count():
        her.fill("[name='f-appeal_words']", "Nobody answers me")
    if "track/ask" in her.url:
        press_next(her, BUTTON)
    followed = follow_case(her, address, casework, complaint_id)
    assert "Appeal" in followed
    assert "Decide on your appeal (station)" in followed

    sho = enter("sho")
    sho.open_task("Decide on her appeal (station)")
    sho.choose(decision="wrong")
    sho.fill(decision_reasons="The driver was heard on the second.")
    sho.complete()
    casework.wait(minutes=1)

    followed = follow_case(her, address, casework, complaint_id)
    assert "The driver was heard on the second." in followed
    assert "The answer to your appeal" in followed
    press_next(her, ".card a")
    her.check("[name='f-satisfied'][value=no]")
    press_next(her, BUTTON)
    if "track/steps" in her.url:
        press_next(her, BUTTON)

    circle = enter("co")
    circle.open_task("Decide on her appeal (circle)")
    circle.choose(decision="right")
    press_next(circle.page, "main button[value=complete]")
    circle.choose(direction="next_step")
    circle.fill(direction_due_on=in_days(30), decision_reasons="The driver is heard again.")
    circle.complete()

    followed = follow_case(her, address, casework, complaint_id)
    assert "The driver is heard again." in followed
    press_next(her, ".card a")
    her.check("[name='f-satisfied'][value=yes]")
    press_next(her, BUTTON)
    assert "It is over." in follow_case(her, address, casework, complaint_id)
    above, decided = enter("sp"), circle
    above.page.goto(f"{address}office/cases/{complaint_id}")
    assert "Appeal" in above.page.locator("main").inner_text()
    decided.page.goto(f"{address}office/cases/{complaint_id}")
    assert "Appeal" not in decided.page.locator("main").inner_text()


def test_a_second_appeal_says_that_one_runs_and_changes_nothing(
    page: Page, address: str, casework: Casework
) -> None:
    her, complaint_id = page, casework.investigated()
    follow_case(her, address, casework, complaint_id)
    her.goto(f"{address}track/ask/appeal")
    other = her.context.new_page()
    other.goto(f"{address}track/ask/appeal")
    for each in (her, other):
        each.check("[name='f-ground'][value=refusal]")
        press_next(each, BUTTON)
        if each.locator("[name='f-ground']").count():
            press_next(each, BUTTON)

    said = other.locator("main").inner_text()

    assert "This is going on already" in said
    other.goto(f"{address}track/ask/appeal")
    assert "This is going on already" in other.locator("main").inner_text()


def test_her_wish_to_withdraw_waits_is_asked_for_alone_and_an_fir_stays(
    page: Page,
    address: str,
    casework: Casework,
    portal: Portal,
    enter: Enter,
) -> None:
    her, complaint_id = page, casework.investigated()
    follow_case(her, address, casework, complaint_id)

    ask(her, address, "Withdraw your complaint")
    her.check("[name='f-first_wish'][value=end]")
    her.fill("[name='f-withdrawal_words']", "I cannot bear it")
    press_next(her, BUTTON)
    assert "Go on after all" in follow_case(her, address, casework, complaint_id)
    casework.wait(hours=72, minutes=5)

    other = enter(let_holder_in(portal, "woman_recorder", "talk_to_her"))
    assert "Talk to her alone" in other.inbox
    other.open_task("Talk to her alone")
    assert "98765" in other.page.locator("main").inner_text()
    other.choose(talk_result="met")
    other.complete()
    other.choose(was_alone="yes")
    other.fill(talk_notes="She is tired of waiting.")
    other.complete()
    other.choose(is_pressured="no")
    other.complete()
    other.choose(her_wish="end")
    other.complete()
    other.choose(new_channel="none")
    other.complete()
    assert "Talk to her alone" not in other.inbox

    followed = follow_case(her, address, casework, complaint_id)
    assert "It is over." in followed
    assert casework.complaint(complaint_id).closed_at is None
    assert casework.complaint(complaint_id).safe_channel == "none"
