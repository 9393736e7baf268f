"""A call for help in real browsers: from one press to the day after, and what comes of it."""

from playwright.sync_api import Page
from sqlalchemy import select

from models import EmergencyResponse, PatrolUnit
from models.session import reading
from processes.emergency.units import how_far
from tests.journeys.police import Enter, Officer, call_back, let_in
from tests.journeys.walks import (
    BESIDE,
    MOBILE,
    code_on_phone,
    follow,
    hold_still,
    press_for_help,
    press_next,
)
from tests.web.casework import Casework
from web.portal import Portal

PASSPHRASE = "blue door, two steps"
GO, THERE, NO = "We go", "We are with her", "Cannot come"
FOLLOW_UP = "Call her: how is she today?"


def heading(page: Page) -> str:
    return page.locator("h1").inner_text()


def her_page(her: Page, address: str) -> str:
    """What her page says by now."""
    her.goto(f"{address}help/now")
    return her.locator("main").inner_text()


def asked(portal: Portal) -> list[PatrolUnit]:
    """The units that were asked, in the order of asking."""
    with reading(portal.sessions) as session:
        return list(
            session.scalars(
                select(PatrolUnit)
                .join(EmergencyResponse, EmergencyResponse.patrol_unit_id == PatrolUnit.id)
                .order_by(EmergencyResponse.id)
            )
        )


def board_of(enter: Enter, portal: Portal, address: str, unit: PatrolUnit) -> Officer:
    """The crew of a unit, at its page on a telephone."""
    crew = enter(let_in(portal, unit.post_id))
    crew.page.set_viewport_size({"width": 360, "height": 740})
    crew.page.goto(f"{address}patrol")
    assert unit.call_sign in crew.page.locator("header").inner_text()
    return crew


def say(crew: Officer, button: str) -> None:
    """Press a button of the unit's page, which renews itself no more meanwhile."""
    crew.page.reload()
    hold_still(crew.page)
    press_next(crew.page, f"main button:text-is('{button}')")


def say_outcome(officer: Officer, **answers: str) -> None:
    """Write down what was found; a wish to complain brings up further questions."""
    told = {
        "found": "she_is_safe",
        "injured": "no",
        "children": "no",
        "arrested": "no",
        "moved_to": "family",
        "wants_complaint": "no",
    }
    officer.choose(**told | answers)
    officer.complete()


def test_the_first_of_those_asked_to_arrive_sends_the_others_back(
    her: Page, address: str, portal: Portal, enter: Enter
) -> None:
    press_for_help(her, address, mobile=MOBILE)
    first = asked(portal)
    crews = [board_of(enter, portal, address, unit) for unit in first]
    assert "3 units have been asked." in her_page(her, address)
    assert "98765" not in crews[0].page.locator("html").inner_html()  # it may reload meanwhile

    say(crews[2], NO)
    fourth = asked(portal)[3]
    crews.append(board_of(enter, portal, address, fourth))
    say(crews[0], GO)
    say(crews[3], GO)
    coming = her_page(her, address)
    hold_still(crews[0].page)
    height = crews[0].page.evaluate("document.documentElement.scrollHeight")
    say(crews[0], THERE)
    for crew in crews[1:]:
        crew.page.goto(f"{address}patrol")

    far = [how_far(unit, BESIDE) for unit in (*first, fourth)]
    assert far == sorted(far, key=lambda metres: metres or 0)  # the nearest first
    assert any(unit.has_woman for unit in first)
    assert "2 units are coming to you." in coming
    assert height <= 740  # nothing to scroll
    assert [heading(crew.page) for crew in crews[1:]] == ["No call"] * 3
    assert "Somebody is with you" in her_page(her, address)


def test_a_registered_woman_presses_once_is_called_the_next_day_and_follows_her_complaint(
    her: Page, address: str, portal: Portal, casework: Casework, enter: Enter
) -> None:
    register(her, address, casework)
    press_for_help(her, address, mobile=None)

    crew = board_of(enter, portal, address, asked(portal)[0])
    say(crew, GO)
    known = crew.page.locator(".patrol__her").inner_text()
    assert "Asha Devi" in known
    assert MOBILE in known
    assert "Two small children" in known
    say(crew, THERE)
    press_next(crew.page, "main a.patrol__button")
    say_outcome(crew, wants_complaint="yes")
    crew.choose(what="domestic_violence", age_band="18_plus")
    crew.choose(accused_is_police="no", accused_of_station="no")
    crew.fill(account="He locked the door")
    crew.complete()

    casework.wait(hours=20, minutes=5)
    code = code_on_phone(her, address)
    assert code
    caller = enter("caller")
    number = call_back(caller, code)
    assert "Station house officer, Sitara Chowk" in follow(her, address, number, PASSPHRASE)

    assert FOLLOW_UP not in caller.inbox
    casework.wait(hours=4)
    caller.open_task(FOLLOW_UP)
    assert MOBILE in caller.page.locator("main").inner_text()
    caller.choose(is_safe_today="yes")
    caller.complete()
    assert FOLLOW_UP not in caller.inbox
    assert heading_of_her_call(her, address) == "This call is closed"


def test_where_no_unit_answers_the_control_room_finds_help_and_the_superintendent_hears_of_it(
    her: Page, address: str, casework: Casework, enter: Enter
) -> None:
    press_for_help(her, address, mobile=MOBILE)

    casework.wait(minutes=2, seconds=1)
    lead = enter("control")
    lead.open_task("Send a unit by radio")
    assert MOBILE in lead.page.locator("main").inner_text()
    lead.choose(help_result="not_yet")
    lead.complete()
    casework.wait(minutes=13)
    chief = enter("sp")
    assert "Bring somebody to her yourself" in chief.inbox
    chief.page.goto(f"{address}command/escalations")
    late = chief.page.locator("main").inner_text()
    lead.open_task("Send a unit by radio")
    lead.choose(help_result="with_her")
    lead.complete()

    assert "Somebody is with you" in her_page(her, address)
    assert "nobody with her after 15 minutes" in late
    assert chief.inbox == []
    lead.open_task("Write down what was found")
    say_outcome(lead, found="danger_over")
    casework.wait(hours=24)
    caller = enter("caller")
    caller.open_task(FOLLOW_UP)
    caller.choose(is_safe_today="not_reached")
    caller.complete()
    chief.page.goto(f"{address}command/escalations")
    assert "Not safe, or not reached, a day after" in chief.page.locator("main").inner_text()


def test_i_am_safe_is_believed_once_a_woman_has_called_her(
    her: Page, address: str, portal: Portal, casework: Casework, enter: Enter
) -> None:
    press_for_help(her, address, mobile=MOBILE)
    crew = board_of(enter, portal, address, asked(portal)[0])
    say(crew, GO)

    her_page(her, address)
    press_next(her, ".help-safe")
    assert "A woman officer calls you" in her.locator("main").inner_text()
    crew.page.goto(f"{address}patrol")
    assert heading(crew.page) == "No call"
    caller = enter("caller")
    caller.open_task("Call her: is she really safe?")
    caller.choose(is_safe="no")
    caller.complete()
    crew.page.goto(f"{address}patrol")
    assert heading(crew.page) == "A woman needs help"
    assert "Help is being sent" in her_page(her, address)

    press_next(her, ".help-safe")
    caller.open_task("Call her: is she really safe?")
    caller.choose(is_safe="yes")
    caller.complete()
    crew.page.goto(f"{address}patrol")
    assert heading(crew.page) == "No call"


def register(her: Page, address: str, casework: Casework) -> None:
    """Register beforehand, on a telephone that may be known again, and prove the number."""
    her.goto(f"{address}help/register?lang=en")
    her.wait_for_function("document.querySelector('[name=latitude]').value !== ''")
    told = {
        "mobile": MOBILE,
        "name": "Asha Devi",
        "address_1": "Blue door behind the temple",
        "to_know": "Two small children",
        "passphrase": PASSPHRASE,
        "again": PASSPHRASE,
    }
    for name, text in told.items():
        her.fill(f"[name={name}]", text)
    her.select_option("[name=district]", index=1)
    her.check("[name=remember]")
    press_next(her, "main button[type=submit]")
    asked_for = her.url
    casework.wait(minutes=1)
    code = code_on_phone(her, address)
    assert code
    her.goto(asked_for)
    her.fill("[name=code]", code)
    press_next(her, "main button[value=check]")
    assert heading(her) == "You are registered"


def heading_of_her_call(her: Page, address: str) -> str:
    her_page(her, address)
    return heading(her)
