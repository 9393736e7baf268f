"""Taking a complaint in."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import func, select

from models import CaseField, Complaint, MessageStatus, OutgoingMessage, ProcessInstance
from models.types import new_id
from processes.complaint import phrases
from processes.complaint.intake import Receipt
from processes.exceptions import DistrictUnknown
from tests.processes.place import QUICK
from tests.processes.story import PASSPHRASE, Story


def test_she_gets_a_phrase_and_the_code_comes_by_message(story: Story) -> None:
    receipt = story.submit()

    assert receipt.code is None
    assert receipt.phrase == phrases.phrase(receipt.phrase.code)
    assert [kind for kind, _ in story.messages] == ["call_back_code"]
    assert story.code == story.first_code


def test_without_a_channel_the_code_is_shown_on_the_page(story: Story) -> None:
    receipt = story.submit(safe_channel="none", mobile=None)

    assert receipt.code == story.first_code
    assert story.messages == []


def test_the_same_form_twice_makes_one_complaint_and_one_receipt(story: Story) -> None:
    key = new_id()

    first = story.submit(submission_key=key, safe_channel="none", mobile=None)
    second = story.submit(submission_key=key, safe_channel="none", mobile=None)

    assert first == second
    with story.sessions() as session:
        assert session.scalar(select(func.count()).select_from(Complaint)) == 1
        assert session.scalar(select(func.count()).select_from(ProcessInstance)) == 1


def test_two_clicks_at_once_make_one_complaint(story: Story) -> None:
    key = new_id()

    def click(_number: int) -> Receipt:
        return story.submit(submission_key=key)

    with ThreadPoolExecutor(4) as pool:
        receipts = list(pool.map(click, range(4)))

    with story.sessions() as session:
        assert session.scalar(select(func.count()).select_from(Complaint)) == 1
    assert len({receipt.complaint_id for receipt in receipts}) == 1
    assert len({receipt.phrase.code for receipt in receipts}) == 1


@pytest.mark.parametrize("named", ["other_station", "circle", "nonsense", None])
def test_a_station_that_is_not_of_her_district_is_not_taken(story: Story, named: str) -> None:
    station = getattr(story.place, named).id if named in ("other_station", "circle") else named

    story.submit(station=station)

    assert story.complaint.station_id == story.place.station.id


@pytest.mark.parametrize("district", ["", None, "0" * 32, "station"])
def test_without_a_district_nothing_is_written(story: Story, district: str | None) -> None:
    named = story.place.station.id if district == "station" else district

    with pytest.raises(DistrictUnknown):
        story.submit(district=named)

    with story.sessions() as session:
        assert session.scalar(select(func.count()).select_from(Complaint)) == 0
        assert session.scalar(select(func.count()).select_from(CaseField)) == 0


def test_what_the_form_does_not_declare_reaches_nothing(story: Story) -> None:
    story.submit(limit_is_law=True, code_right=True, unit_id="x", __builtins__="y")

    known = story.variables
    assert "code_right" not in known
    assert "limit_is_law" not in known
    assert "__builtins__" not in known
    with story.sessions() as session:
        names = set(session.scalars(select(CaseField.name)))
    assert names == {"mobile", "name", "account", "caller_phrase"}


def test_the_passphrase_is_stored_as_a_hash(story: Story) -> None:
    story.submit()

    stored = story.complaint.passphrase_hash
    assert PASSPHRASE not in stored
    assert QUICK.verify(stored, PASSPHRASE)


def test_complaints_that_name_her_telephone_do_not_flood_it(story: Story) -> None:
    for _ in range(5):
        story.submit()

    story.wait(minutes=14)
    soon = [kind for kind, _ in story.messages]
    with story.sessions() as session:
        sent = session.scalars(
            select(OutgoingMessage.id).where(OutgoingMessage.status == MessageStatus.SENT)
        ).all()

    assert soon.count("call_back_code") == 5
    assert len(sent) == 3
