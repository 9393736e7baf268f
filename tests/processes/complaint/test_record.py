"""The encrypted case record."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import insert, select, text, update
from sqlalchemy.orm import Session

from models import CaseField
from models.encryption import CannotDecrypt, Keyring
from models.types import new_id
from processes.complaint import record

HER_WORDS = "He followed me from the bus stop"


@pytest.fixture
def instance_id(session: Session) -> str:
    """No instance stands behind it: the rows are never committed, so the database does not ask."""
    return new_id()


def test_what_is_written_is_read_and_lies_encrypted(
    session: Session, keyring: Keyring, instance_id: str, now: datetime
) -> None:
    record.write(session, keyring, instance_id, {"account": HER_WORDS, "age": 31}, now=now)

    told = record.told(session, keyring, instance_id, ["account", "age", "missing"])
    stored = b"".join(session.scalars(select(CaseField.value)))

    assert told == {"account": HER_WORDS, "age": 31}
    assert b"bus stop" not in stored


def test_a_step_that_comes_round_again_overwrites_nothing(
    session: Session, keyring: Keyring, instance_id: str, now: datetime
) -> None:
    tasks = [new_id(), new_id()]
    for days, task_id in enumerate(tasks):
        record.write(
            session, keyring, instance_id, {"diary_text": f"Day {days}"},
            now=now + timedelta(days=days), task_id=task_id, officer_id=new_id(),
        )  # fmt: skip

    entries = record.entries(session, keyring, instance_id)

    assert [(entry.task_id, entry.value) for entry in entries] == [
        (tasks[0], "Day 0"),
        (tasks[1], "Day 1"),
    ]
    assert record.latest(session, keyring, instance_id, "diary_text") == "Day 1"


def test_documents_are_listed_without_reading_what_they_hold(
    session: Session, keyring: Keyring, instance_id: str, now: datetime
) -> None:
    key, paper = new_id(), {"type": "application/pdf", "bytes": 9, "content": "JVBERi0xLjQ="}
    record.write(session, keyring, instance_id, {"document_1": paper}, now=now, task_id=key)
    session.execute(
        update(CaseField)
        .where(CaseField.name == f"{key}:document_1/inside")
        .values(value=b"nobody can decrypt this")
    )

    (entry,) = record.entries(session, keyring, instance_id)

    assert entry.value == {"type": "application/pdf", "bytes": 9}
    with pytest.raises(CannotDecrypt):
        record.content(session, keyring, instance_id, key, "document_1")


def test_a_replaced_document_keeps_what_it_held(
    session: Session, keyring: Keyring, instance_id: str, now: datetime
) -> None:
    key, first, second = new_id(), *({"type": "image/png", "bytes": n} for n in (1, 2))
    record.write(
        session, keyring, instance_id, {"document_1": {**first, "content": "Zmlyc3Q="}},
        now=now, task_id=key,
    )  # fmt: skip

    record.correct(
        session, keyring, instance_id, {"document_1": {**second, "content": "c2Vjb25k"}},
        now=now, task_id=key, officer_id=None,
    )  # fmt: skip

    entries = record.entries(session, keyring, instance_id)
    assert {each.revision: each.value for each in entries} == {0: second, 1: first}
    assert record.content(session, keyring, instance_id, key, "document_1") == "c2Vjb25k"
    assert record.content(session, keyring, instance_id, key, "document_1~1") == "Zmlyc3Q="


def test_a_form_corrected_elsewhere_leaves_a_document_as_it_was(
    session: Session, keyring: Keyring, instance_id: str, now: datetime
) -> None:
    key, shown = new_id(), {"type": "image/png", "bytes": 5}
    record.write(
        session, keyring, instance_id,
        {"document_1": {**shown, "content": "Zmlyc3Q="}, "added_words": "First"},
        now=now, task_id=key,
    )  # fmt: skip

    record.correct(
        session, keyring, instance_id, {"document_1": shown, "added_words": "Second"},
        now=now, task_id=key, officer_id=None,
    )  # fmt: skip

    assert record.content(session, keyring, instance_id, key, "document_1") == "Zmlyc3Q="
    assert record.latest(session, keyring, instance_id, "added_words") == "Second"


def test_a_document_written_in_one_piece_before_is_still_read(
    session: Session, keyring: Keyring, instance_id: str, now: datetime
) -> None:
    key = new_id()
    whole = {"type": "image/png", "bytes": 5, "content": "Zmlyc3Q="}
    row = record._row(keyring, instance_id, f"{key}:document_1", whole, now, None)
    session.execute(insert(CaseField), [row])

    assert record.content(session, keyring, instance_id, key, "document_1") == "Zmlyc3Q="
    assert record.content(session, keyring, instance_id, key, "document_2") == ""


def test_a_correction_keeps_what_it_replaces(
    session: Session, keyring: Keyring, instance_id: str, now: datetime
) -> None:
    task_id, writer, corrector = new_id(), new_id(), new_id()
    record.write(
        session, keyring, instance_id, {"court": "First", "court_receipt": "7"},
        now=now, task_id=task_id, officer_id=writer,
    )  # fmt: skip

    for name in ("Second", "Third"):
        record.correct(
            session, keyring, instance_id, {"court": name, "court_receipt": "7"},
            now=now + timedelta(days=1), task_id=task_id, officer_id=corrector,
        )  # fmt: skip

    courts = {
        entry.revision: (entry.value, entry.written_by)
        for entry in record.entries(session, keyring, instance_id)
        if entry.name == "court"
    }
    assert courts == {0: ("Third", corrector), 1: ("First", writer), 2: ("Second", corrector)}


def test_a_field_can_be_forgotten_wherever_it_was_written(
    session: Session, keyring: Keyring, instance_id: str, now: datetime
) -> None:
    record.write(
        session, keyring, instance_id, {"code_heard": "123456", "call_note": "calm"},
        now=now, task_id=new_id(),
    )  # fmt: skip

    record.forget_everywhere(session, instance_id, "code_heard")

    assert [entry.name for entry in record.entries(session, keyring, instance_id)] == ["call_note"]


def test_a_value_moved_to_another_case_cannot_be_read(
    session: Session, keyring: Keyring, instance_id: str, now: datetime
) -> None:
    record.write(session, keyring, instance_id, {"name": "Asha"}, now=now)
    other = new_id()
    session.execute(
        text("UPDATE case_field SET instance_id = :other WHERE instance_id = :one"),
        {"other": other, "one": instance_id},
    )

    with pytest.raises(CannotDecrypt):
        record.entries(session, keyring, other)
