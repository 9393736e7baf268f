"""Escalations: before whom they come, and that seeing them leaves them in the record."""

import pytest
from sqlalchemy import func, select, update

from models import AuditEntry, Escalation
from tests.engine.statements import counted
from tests.web.browser import Page
from tests.web.casework import Casework
from tests.web.installation import Look
from tests.web.staff import SignIn


def test_a_late_call_comes_before_the_supervisor_of_the_desk(
    sign_in: SignIn, casework: Casework
) -> None:
    complaint_id = casework.submit()
    casework.wait(hours=23)

    browser = sign_in("verification")
    page = browser.open("/command/escalations")

    assert "The call to her is late" in page.words
    assert f"/office/cases/{complaint_id}" in page.text
    assert browser.open(f"/office/cases/{complaint_id}").status == 200
    assert sign_in("sho").open(f"/office/cases/{complaint_id}").status == 404


def test_acknowledging_takes_it_off_the_list_and_not_out_of_the_record(
    sign_in: SignIn, casework: Casework, look: Look
) -> None:
    casework.called()
    casework.wait(hours=26)
    browser = sign_in("co")
    page = browser.open("/command/escalations")
    before = look(select(func.count()).select_from(Escalation))

    seen = browser.send(page)

    assert "Not registered in 24 hours" in page.words
    assert "Noted: you have seen it." in seen.words
    assert "Nothing waits to be seen." in seen.words
    assert look(select(func.count()).select_from(Escalation)) == before
    assert look(select(AuditEntry.facts).where(AuditEntry.action == "acknowledged")) is not None
    unit_id = browser.open("/command/").address.rsplit("/", 1)[1]
    again = browser.open(f"/command/escalations?unit={unit_id}&seen=1")
    assert "Not registered in 24 hours" in again.words
    assert "seen by" in again.words


def test_nobody_acknowledges_what_is_not_before_her(
    sign_in: SignIn, casework: Casework, look: Look
) -> None:
    casework.called()
    casework.wait(hours=26)
    raised = look(select(Escalation.id).where(Escalation.role == "circle_officer"))
    statuses = {}
    for login in ("sho", "io", "national", "caller"):
        browser = sign_in(login)
        token = browser.open("/office/").tree.xpath("string(//input[@name='csrf_token']/@value)")
        address = f"/command/escalations/{raised}"
        statuses[login] = browser.client.post(address, data={"csrf_token": token}).status_code

    assert set(statuses.values()) == {404}
    assert look(select(Escalation.acknowledged_at).where(Escalation.id == raised)) is None


def test_a_long_list_asks_the_database_no_more_than_a_short_one(
    sign_in: SignIn, casework: Casework
) -> None:
    browser = sign_in("verification")
    asked = []
    for complaints in (1, 3):
        for _ in range(complaints):
            casework.submit()
        casework.wait(hours=23)
        with counted(casework.portal.database) as seen:
            page = browser.open("/command/escalations")
        asked.append(len(seen.statements))
        assert page.text.count("/office/cases/") >= complaints

    assert asked[1] == asked[0]


@pytest.mark.parametrize(
    ("language", "words"), [("en", "The call to her is late"), ("hi", "उन्हें फ़ोन करने में देर")]
)
def test_a_reason_is_told_in_the_words_of_the_drawing(
    sign_in: SignIn, casework: Casework, language: str, words: str
) -> None:
    complaint_id = casework.submit()
    casework.wait(hours=23)
    browser = sign_in("verification")

    pages = [
        browser.open(f"{address}?lang={language}")
        for address in ("/command/escalations", f"/office/cases/{complaint_id}")
    ]

    assert [words in page.words for page in pages] == [True, True]


def test_a_reason_without_words_in_the_drawing_is_told_by_its_code(
    sign_in: SignIn, casework: Casework
) -> None:
    casework.submit()
    casework.wait(hours=23)
    casework.change(
        lambda session: session.execute(
            update(Escalation).values(reason="bell_rang", element_id="of_an_older_drawing")
        )
    )

    assert "bell rang" in sign_in("verification").open("/command/escalations").words


def test_what_came_late_in_a_long_list_is_there(sign_in: SignIn, casework: Casework) -> None:
    for _ in range(51):
        casework.submit()
    casework.wait(hours=23)

    page = sign_in("verification").open("/command/escalations")

    assert len(set(cases_on(page))) == 51


@pytest.fixture
def late_calls(casework: Casework) -> list[str]:
    """Three complaints whose call is late: one reason, three times."""
    complaints = [casework.submit() for _ in range(3)]
    casework.wait(hours=23)
    return complaints


def cases_on(page: Page) -> list[str]:
    return [
        str(href)
        for href in page.tree.xpath("//main//a[starts-with(@href, '/office/cases/')]/@href")
    ]


def test_equal_reasons_are_folded_and_seen_together(
    sign_in: SignIn, late_calls: list[str], look: Look
) -> None:
    browser = sign_in("verification")
    page = browser.open("/command/escalations")

    seen = browser.send(page, form=-1)

    assert len(page.tree.xpath("//li[@class='raised__fold']//summary")) == 1
    assert len(cases_on(page)) == len(late_calls)
    assert "Noted: you have seen 3 escalations." in seen.words
    assert look(select(func.count()).where(AuditEntry.action == "acknowledged")) == 3


def test_the_screen_of_a_unit_folds_equal_reasons_too(sign_in: SignIn, casework: Casework) -> None:
    for _ in range(3):
        casework.called()
    casework.wait(hours=26)

    page = sign_in("co").open("/command/")

    (fold,) = page.tree.xpath(
        "//li[@class='raised__fold'][contains(.//summary, 'Not registered in 24 hours')]"
    )
    assert len(set(fold.xpath(".//a[@class='number']/@href"))) == 3
    kinds = page.tree.xpath("//main/ul[@class='raised']/li")
    assert len({" ".join(kind.xpath(".//strong[1]/text()")) for kind in kinds}) == len(kinds)


def test_what_is_not_in_the_fold_is_not_seen_with_it(
    sign_in: SignIn, casework: Casework, late_calls: list[str], look: Look
) -> None:
    browser = sign_in("verification")
    page = browser.open("/command/escalations")
    later = casework.submit()
    casework.wait(hours=23)

    browser.send(page, form=-1)

    left = browser.open("/command/escalations")
    assert f"/office/cases/{later}" in left.text
    assert look(select(func.count()).where(AuditEntry.action == "acknowledged")) == 3


def test_of_a_fold_with_one_that_is_not_before_her_nothing_is_seen(
    sign_in: SignIn, casework: Casework, late_calls: list[str], look: Look
) -> None:
    browser = sign_in("verification")
    token = browser.open("/command/escalations").tree.xpath(
        "string(//input[@name='csrf_token']/@value)"
    )
    casework.change(
        lambda session: session.execute(
            update(Escalation)
            .where(Escalation.id == select(func.max(Escalation.id)).scalar_subquery())
            .values(role="circle_officer")
        )
    )
    with casework.portal.sessions() as session:
        ids = session.scalars(select(Escalation.id)).all()

    answer = browser.client.post(
        "/command/escalations/seen", data={"csrf_token": token, "escalation": ids}
    )

    assert answer.status_code == 404
    assert look(select(func.count()).where(Escalation.acknowledged_at.is_not(None))) == 0


def test_a_longer_list_has_a_next_page(
    sign_in: SignIn, late_calls: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("web.command.escalations.PAGE", 2)
    browser = sign_in("verification")

    first = browser.open("/command/escalations")
    second = browser.open(first.tree.xpath("string(//a[@rel='next']/@href)"))

    assert [len(cases_on(page)) for page in (first, second)] == [2, 1]
    assert len({*cases_on(first), *cases_on(second)}) == 3
    assert not second.tree.xpath("//a[@rel='next']")
