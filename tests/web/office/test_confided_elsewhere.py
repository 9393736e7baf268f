"""What is confided to some: neither the digest of a list nor her copy brings it to others."""

import pytest
from flask import Flask
from sqlalchemy import select

from models import BacklogEntry, BacklogImport, Complaint, Escalation
from models.session import reading
from tests.journeys.online import fill, follow
from tests.web.browser import Browser
from tests.web.casework import Casework
from tests.web.office.test_confided_by_any_door import REASON, STEP, WORDS, reached
from tests.web.staff import SignIn
from web.portal import Portal


def confide(app: Flask, casework: Casework, complaint_id: str) -> Browser:
    """She tells of pressure by police; her browser."""
    her = Browser(app, language="en")
    follow(her, casework, complaint_id)
    fill(her, her.open("/track/say/any_confided_said"), confided_words=WORDS)
    return her


@pytest.fixture
def listed(app: Flask, portal: Portal, casework: Casework) -> None:
    """Two complaints of one list; in each she told of pressure, and nobody met it for a day."""
    both = [casework.investigated() for _ in range(2)]
    with portal.sessions.begin() as session:
        made = BacklogImport(
            read_at=casework.now, taken=2, late=0, known=0, refused=0, faults=[],
            state_id=casework.unit_of(session, "sho").state_id,
        )  # fmt: skip
        session.add(made)
        session.flush()
        for complaint_id in both:
            complaint = session.get_one(Complaint, complaint_id)
            complaint.pending_since = complaint.submitted_at
            session.add(
                BacklogEntry(
                    reference_digest=complaint_id, import_id=made.id, complaint_id=complaint_id
                )
            )
    for complaint_id in both:
        confide(app, casework, complaint_id)
    casework.wait(hours=24, minutes=5)


@pytest.mark.usefixtures("listed")
@pytest.mark.parametrize(
    ("login", "is_named"), [("sho", False), ("co", False), ("sp", False), ("state", True)]
)
def test_the_digest_of_a_list_tells_it_to_its_readers_alone(
    portal: Portal, sign_in: SignIn, login: str, is_named: bool
) -> None:
    with reading(portal.sessions) as session:
        together = select(Escalation.cases).where(Escalation.backlog_import_id.is_not(None))
        assert 2 in session.scalars(together).all()
    addresses = ("/command/backlog", "/command/escalations?seen=1", "/command/", "/office/")

    texts = [text for _, text in reached(sign_in(login), *addresses)]

    assert any(REASON in text for text in texts) is is_named
    assert any(WORDS in text for text in texts) is is_named


def test_her_copy_gives_her_own_words_back_and_nobodys_name_or_reason(
    app: Flask, portal: Portal, casework: Casework
) -> None:
    complaint_id = casework.investigated()
    her = confide(app, casework, complaint_id)
    casework.wait(hours=24, minutes=5)
    with reading(portal.sessions) as session:
        readers = [
            casework.officer(session, role).name for role in ("oversight_cell", "state_nodal")
        ]

    copy = her.send(her.open("/track/say/any_copy_said"), {"f-copy_is_safe": "1"})

    assert copy.heading == "A copy of everything"
    assert WORDS in copy.words
    assert [told for told in (REASON, STEP, *readers) if told in copy.words] == []


@pytest.mark.parametrize("login", ["sho", "io", "sp", "helpdesk", "state"])
def test_no_officer_opens_her_copy(
    app: Flask, casework: Casework, sign_in: SignIn, login: str
) -> None:
    complaint_id = casework.investigated()
    her = confide(app, casework, complaint_id)
    hers = her.send(her.open("/track/say/any_copy_said"), {"f-copy_is_safe": "1"})

    page = sign_in(login).open("/track/copy")

    assert WORDS in hers.words
    assert page.heading != hers.heading
    assert WORDS not in page.words


def test_who_has_the_number_and_not_the_passphrase_gets_no_copy(
    app: Flask, casework: Casework
) -> None:
    complaint_id = casework.investigated()
    confide(app, casework, complaint_id)
    number = str(casework.complaint(complaint_id).number)
    other = Browser(app, language="en")

    refused = other.send(other.open("/track"), {"number": number, "passphrase": "a guess of his"})
    page = other.open("/track/copy")

    assert refused.status != 200
    assert WORDS not in refused.words + page.words
    assert page.heading != "A copy of everything"
