"""Her page: how long the police have had it, with whom it is now, and what waits for her."""

import pytest

from tests.web.browser import Browser, Page
from tests.web.casework import Casework

PASSPHRASE = "three mangoes fell"


def followed(browser: Browser, casework: Casework, complaint_id: str) -> Page:
    number = casework.complaint(complaint_id).number
    return browser.send(browser.open("/track"), {"number": number, "passphrase": PASSPHRASE})


def headline(page: Page) -> str:
    """All that stands above the days."""
    found = page.tree.xpath("//main//*[following::div[starts-with(@class, 'days')]][self::p]")
    return " ".join(" ".join(each.text_content().split()) for each in found)


def chose_her_place(casework: Casework, *, after_days: int, **opinion: object) -> str:
    """A complaint with its officer again, whom she told today where she wants to be heard."""
    complaint_id = casework.investigated()
    casework.wait(days=after_days)
    day = casework.today
    casework.do(
        complaint_id,
        "write_diary_entry",
        diary_action="witness",
        diary_done_on=day,
        diary_text="Spoke with the driver.",
        investigation_complete=True,
    )
    casework.do(
        complaint_id,
        "propose_final_opinion",
        **(opinion or {"outcome": "final_report", "final_report_reason": "untraced"}),
        opinion_text="What was found.",
        medical_report_attached=False,
        device_custody_recorded=True,
    )
    casework.do(complaint_id, "choose_place", hearing_place="home")
    return complaint_id


def report_is_out(casework: Casework) -> str:
    """A complaint whose report was forwarded today; nobody has given her a copy yet."""
    complaint_id = chose_her_place(casework, after_days=20, outcome="charge_sheet")
    day = casework.today
    casework.do(
        complaint_id,
        "read_out_outcome",
        read_out_on=day,
        read_out_language="hi",
        outcome_read_out=True,
    )
    casework.do(complaint_id, "give_answer", her_answer="agree")
    casework.do(complaint_id, "forward_report", court="The court", forwarded_on=day)
    return complaint_id


def test_days_with_the_police_do_not_start_again_when_she_has_acted(
    browser: Browser, casework: Casework
) -> None:
    complaint_id = chose_her_place(casework, after_days=20)

    said = headline(followed(browser, casework, complaint_id))

    assert "The police have had your complaint for 20 days, since" in said
    assert "Now it is with the Investigating officer 1, " in said
    assert "since today." in said
    assert "In all it lay there for 20 days." in said


@pytest.mark.parametrize(
    ("hours", "hand", "other"),
    [(23, "Station house officer", "Circle officer"), (24, "Circle officer", "Station house")],
)
def test_her_page_says_so_once_the_circle_officer_takes_over_from_the_station(
    browser: Browser, casework: Casework, hours: int, hand: str, other: str
) -> None:
    complaint_id = casework.called()
    casework.register(complaint_id)
    casework.do(complaint_id, "sign_complaint", text_is_right="yes", signature_name="Asha")
    casework.wait(hours=hours)

    said = headline(followed(browser, casework, complaint_id))

    assert f"Now it is with the {hand}, " in said
    assert other not in said


def test_where_it_has_been_names_a_hand_once_and_all_stays_on_demand(
    browser: Browser, casework: Casework
) -> None:
    complaint_id = chose_her_place(casework, after_days=20)

    page = followed(browser, casework, complaint_id)

    hands = page.tree.xpath("//ol[@class='steps']/li")
    named = [hand.xpath("string(strong)").split(",")[0] for hand in hands]
    assert named == [
        "Investigating officer 1",
        "Station house officer",
        "Caller of the verification desk",
    ]
    every_stay = page.tree.xpath("//details[summary='Show all, with the times']//li")
    assert len(every_stay) == 7  # hers too: her signature, and her choice of a place


def test_a_step_that_waits_for_her_stands_at_the_top(browser: Browser, casework: Casework) -> None:
    complaint_id = casework.called()
    casework.register(complaint_id)

    page = followed(browser, casework, complaint_id)

    step = casework.task(complaint_id, "sign_complaint").id
    assert "Something waits for you: Sign your complaint" in headline(page)
    assert page.tree.xpath(f"//p[@class='notice']/a/@href='/track/steps/{step}'")
    assert page.tree.xpath("string(//ol[@class='steps']/li[1]/strong)") == "You"


def test_once_the_report_is_out_it_does_not_lie_with_her(
    browser: Browser, casework: Casework
) -> None:
    complaint_id = report_is_out(casework)

    page = followed(browser, casework, complaint_id)

    assert "Something waits for you:" in headline(page)
    first = page.tree.xpath("string(//ol[@class='steps']/li[1]/strong)")
    assert first.startswith("Station house officer")


def test_what_nobody_has_done_for_her_stands_there_though_it_is_closed(
    browser: Browser, casework: Casework
) -> None:
    complaint_id = report_is_out(casework)

    closed = followed(browser, casework, complaint_id)
    casework.do(
        complaint_id,
        "give_copy",
        copy_given_as="paper",
        copy_given_on=casework.today,
    )
    given = browser.open("/track")

    owed = " ".join(closed.tree.xpath("string(//section[@id='still-owed'])").split())
    assert "It is closed." in headline(closed)
    assert "Woman officer of the station, " in owed
    assert ": Give you a copy, free of charge · until " in owed
    assert owed.count("Late") == owed.count("until") - 1  # the court's number has its time yet
    assert "Give you a copy" not in given.tree.xpath("string(//section[@id='still-owed'])")
    assert "Check the risk to you" in given.tree.xpath("string(//section[@id='still-owed'])")


def test_what_she_signs_stands_there_once(browser: Browser, casework: Casework) -> None:
    complaint_id = casework.called()
    casework.register(complaint_id)
    followed(browser, casework, complaint_id)

    step = casework.task(complaint_id, "sign_complaint").id
    page = browser.open(f"/track/steps/{step}")

    assert page.status == 200
    assert page.words.count("She was followed.") == 1
    assert "7/2026" in page.words  # what officers wrote for her besides


def test_an_appeal_that_the_portal_has_opened_leads_to_its_question(
    browser: Browser, casework: Casework
) -> None:
    complaint_id = casework.investigated()
    casework.wait(days=63)
    followed(browser, casework, complaint_id)

    refused = browser.open("/track/ask/appeal")
    (address,) = refused.tree.xpath("//main//a[contains(@href, '/track/steps/')]/@href")
    question = browser.open(address)

    assert refused.status == 409
    assert "Say whether an officer above shall look at it" in refused.words
    assert (question.status, question.heading) == (
        200,
        "Say whether an officer above shall look at it",
    )


def test_her_page_links_what_runs_beside_to_its_question(
    browser: Browser, casework: Casework
) -> None:
    complaint_id = casework.investigated()
    casework.wait(days=63)

    page = followed(browser, casework, complaint_id)

    (card,) = page.tree.xpath("//div[@class='card'][.//h3='Appeal']")
    assert card.xpath(".//a[starts-with(@href, '/track/steps/')]")
