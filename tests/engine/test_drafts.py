"""Drafts: begun from a version or from nothing, changed by several designers at once."""

from collections.abc import Callable
from datetime import datetime, timedelta
from threading import Thread

import pytest
from sqlalchemy.orm import Session, sessionmaker

from engine import definitions, draft_limits, drafts
from engine.check import Severity, check
from engine.exceptions import (
    DefinitionNotFound,
    DraftConflict,
    DraftFileNotFound,
    DraftNotFound,
    DraftNotOpen,
    DraftPathRefused,
    DraftTooLarge,
)
from models import Draft, DraftState, ProcessDefinition
from models.types import new_id

FILES = {"visit.bpmn": b"<drawing/>", "forms/ask.form": b"{}"}


@pytest.fixture
def draft(session: Session, asha: str, now: datetime) -> Draft:
    made = drafts.begin_new(session, name="visit", files=FILES, by=asha, now=now)
    session.commit()
    return made


@pytest.fixture
def version(session: Session, now: datetime) -> ProcessDefinition:
    return deployed(session, FILES, now=now)


def deployed(
    session: Session, files: dict[str, bytes], *, now: datetime, number: int = 1
) -> ProcessDefinition:
    """A version as it lies in the table; drafts look no deeper."""
    row = ProcessDefinition(
        id=new_id(), name="visit", version=number, content_hash=str(number), deployed_at=now
    )
    session.add(row)
    session.flush()
    for path, content in files.items():
        session.add(definitions.DefinitionFile(definition_id=row.id, path=path, content=content))
    session.commit()
    return row


def test_a_draft_begins_with_all_files_of_the_newest_version(
    session: Session, version: ProcessDefinition, asha: str, now: datetime
) -> None:
    newest = deployed(session, {**FILES, "visit.dmn": b"table"}, now=now, number=2)

    begun = drafts.begin(session, name="visit", by=asha, now=now)

    assert drafts.files(session, begun.id) == {**FILES, "visit.dmn": b"table"}
    assert begun.base_id == newest.id
    assert [each.is_changed for each in drafts.listing(session, begun)] == [False] * 3
    assert drafts.authors(session, begun.id) == frozenset()


def test_a_draft_may_begin_with_an_older_version(
    session: Session, version: ProcessDefinition, asha: str, now: datetime
) -> None:
    deployed(session, {"visit.bpmn": b"newer"}, now=now, number=2)

    begun = drafts.begin(session, name="visit", base_id=version.id, by=asha, now=now)

    assert drafts.files(session, begun.id) == FILES


def test_a_draft_begins_with_no_version_of_another_process(
    session: Session, version: ProcessDefinition, asha: str, now: datetime
) -> None:
    with pytest.raises(DefinitionNotFound):
        drafts.begin(session, name="other", base_id=version.id, by=asha, now=now)
    with pytest.raises(DefinitionNotFound):
        drafts.begin(session, name="other", by=asha, now=now)


def test_a_new_process_begins_with_a_drawing_that_has_no_errors(
    session: Session, asha: str, now: datetime
) -> None:
    begun = drafts.begin_new(session, name="stolen_vehicle", by=asha, now=now)

    found = check(drafts.files(session, begun.id), process="stolen_vehicle")

    assert [each for each in found if each.severity is Severity.ERROR] == []
    assert begun.base_id is None
    assert drafts.authors(session, begun.id) == {asha}


@pytest.mark.parametrize("name", ["", "Stolen", "a b", "../x", "x/y", "1st", "x" * 61, "<b>"])
def test_a_process_is_called_by_a_plain_word(
    session: Session, asha: str, now: datetime, name: str
) -> None:
    with pytest.raises(DraftPathRefused):
        drafts.begin_new(session, name=name, by=asha, now=now)


def test_whatever_a_file_holds_is_kept(
    session: Session, draft: Draft, asha: str, now: datetime
) -> None:
    broken = b"\xff\xfe<!DOCTYPE \0 not xml"

    drafts.save_file(session, draft.id, "visit.bpmn", broken, read=0, by=asha, now=now)

    assert drafts.files(session, draft.id)["visit.bpmn"] == broken


def test_a_save_says_who_when_and_that_the_file_was_changed(
    session: Session, draft: Draft, bela: str, now: datetime
) -> None:
    later = now + timedelta(hours=1)

    saved = drafts.save_file(session, draft.id, "forms/ask.form", b"[]", read=0, by=bela, now=later)

    assert (saved.saves, saved.saved_by, saved.saved_at) == (1, bela, later)
    assert (draft.saved_by, draft.saved_at) == (bela, later)
    assert bela in drafts.authors(session, draft.id)


def test_saving_what_stands_there_changes_nothing(
    session: Session, draft: Draft, asha: str, bela: str, now: datetime
) -> None:
    drafts.save_file(session, draft.id, "visit.bpmn", b"<drawing/>", read=0, by=bela, now=now)

    assert draft.saves == 0
    assert drafts.authors(session, draft.id) == {asha}


def test_who_was_slower_gets_the_others_text_and_overwrites_nothing(
    session: Session, draft: Draft, asha: str, bela: str, now: datetime
) -> None:
    drafts.save_file(session, draft.id, "visit.bpmn", b"bela's", read=0, by=bela, now=now)

    with pytest.raises(DraftConflict) as caught:
        drafts.save_file(session, draft.id, "visit.bpmn", b"asha's", read=0, by=asha, now=now)

    told = caught.value
    assert (told.by, told.at, told.content, told.saves) == (bela, now, b"bela's", 1)
    assert drafts.file(session, draft.id, "visit.bpmn").content == b"bela's"


def test_two_files_of_a_draft_are_changed_side_by_side(
    session: Session, draft: Draft, asha: str, bela: str, now: datetime
) -> None:
    drafts.save_file(session, draft.id, "visit.bpmn", b"bela's", read=0, by=bela, now=now)
    drafts.save_file(session, draft.id, "forms/ask.form", b"asha's", read=0, by=asha, now=now)

    assert drafts.files(session, draft.id) == {
        "visit.bpmn": b"bela's",
        "forms/ask.form": b"asha's",
    }


def test_a_file_removed_and_added_again_is_not_taken_for_the_one_that_was_read(
    session: Session, draft: Draft, asha: str, bela: str, now: datetime
) -> None:
    first = drafts.save_file(session, draft.id, "a.form", b"1", read=None, by=asha, now=now)
    read = first.saves
    drafts.remove_file(session, draft.id, "a.form", read=read, by=bela, now=now)
    drafts.save_file(session, draft.id, "a.form", b"2", read=None, by=bela, now=now)

    with pytest.raises(DraftConflict):
        drafts.save_file(session, draft.id, "a.form", b"3", read=read, by=asha, now=now)


def test_who_saves_a_file_that_was_removed_is_told(
    session: Session, draft: Draft, asha: str, bela: str, now: datetime
) -> None:
    drafts.remove_file(session, draft.id, "forms/ask.form", read=0, by=bela, now=now)

    with pytest.raises(DraftConflict) as caught:
        drafts.save_file(session, draft.id, "forms/ask.form", b"x", read=0, by=asha, now=now)

    assert (caught.value.by, caught.value.content) == (bela, None)


def test_a_new_file_replaces_none_that_is_there(
    session: Session, draft: Draft, asha: str, now: datetime
) -> None:
    with pytest.raises(DraftConflict):
        drafts.save_file(session, draft.id, "visit.bpmn", b"x", read=None, by=asha, now=now)


def test_a_file_takes_its_content_along_to_its_new_name(
    session: Session, draft: Draft, asha: str, now: datetime
) -> None:
    drafts.rename_file(
        session, draft.id, "forms/ask.form", "forms/tell.form", read=0, by=asha, now=now
    )

    assert drafts.files(session, draft.id) == {
        "forms/tell.form": b"{}",
        "visit.bpmn": b"<drawing/>",
    }


def test_a_file_is_not_renamed_over_another(
    session: Session, draft: Draft, asha: str, now: datetime
) -> None:
    with pytest.raises(DraftConflict):
        drafts.rename_file(
            session, draft.id, "forms/ask.form", "visit.bpmn", read=0, by=asha, now=now
        )


@pytest.mark.parametrize(
    "path",
    [
        "../visit.bpmn",
        "/etc/passwd.json",
        "a/../b.form",
        "a//b.form",
        "a\\b.form",
        "C:/b.form",
        ".hidden.json",
        "forms/.form",
        "b.form\0",
        "b.form ",
        "b.sh",
        "b",
        "",
        "a/b/c/d/e/f/g/h/i.form",
        "f" * 250 + ".form",
        "\u202eform.form",
    ],
)
def test_a_file_lies_below_the_drafts_folder_and_is_of_a_known_kind(
    session: Session, draft: Draft, asha: str, now: datetime, path: str
) -> None:
    with pytest.raises(DraftPathRefused):
        drafts.save_file(session, draft.id, path, b"x", read=None, by=asha, now=now)
    assert drafts.files(session, draft.id) == FILES


def test_a_file_has_a_largest_size(
    session: Session, draft: Draft, asha: str, now: datetime
) -> None:
    largest = b"x" * draft_limits.FILE_BYTES

    drafts.save_file(session, draft.id, "visit.bpmn", largest, read=0, by=asha, now=now)
    with pytest.raises(DraftTooLarge):
        drafts.save_file(session, draft.id, "visit.bpmn", largest + b"x", read=1, by=asha, now=now)

    assert drafts.file(session, draft.id, "visit.bpmn").content == largest


def test_a_draft_has_a_largest_size_and_number_of_files(
    session: Session, draft: Draft, asha: str, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(draft_limits, "MOST_FILES", 2)
    with pytest.raises(DraftTooLarge):
        drafts.save_file(session, draft.id, "third.form", b"", read=None, by=asha, now=now)

    monkeypatch.setattr(draft_limits, "DRAFT_BYTES", 100)
    with pytest.raises(DraftTooLarge):
        drafts.save_file(session, draft.id, "visit.bpmn", b"x" * 99, read=0, by=asha, now=now)

    assert drafts.files(session, draft.id) == FILES


def test_a_save_takes_a_request_for_publication_back(
    session: Session, draft: Draft, asha: str, now: datetime
) -> None:
    draft.state = DraftState.REQUESTED
    session.flush()

    drafts.save_file(session, draft.id, "visit.bpmn", b"other", read=0, by=asha, now=now)

    assert draft.state is DraftState.OPEN


Change = Callable[[Session, str, str, datetime], object]
CHANGES: list[Change] = [
    lambda session, draft, by, now: drafts.save_file(
        session, draft, "visit.bpmn", b"x", read=0, by=by, now=now
    ),
    lambda session, draft, by, now: drafts.remove_file(
        session, draft, "visit.bpmn", read=0, by=by, now=now
    ),
    lambda session, draft, by, now: drafts.rename_file(
        session, draft, "visit.bpmn", "other.bpmn", read=0, by=by, now=now
    ),
    lambda session, draft, by, now: drafts.withdraw(session, draft),
]


@pytest.mark.parametrize("state", [DraftState.PUBLISHED, DraftState.WITHDRAWN])
@pytest.mark.parametrize("change", CHANGES)
def test_a_draft_that_has_ended_changes_no_more(
    session: Session, draft: Draft, asha: str, now: datetime, change: Change, state: DraftState
) -> None:
    draft.state = state
    session.flush()

    with pytest.raises(DraftNotOpen):
        change(session, draft.id, asha, now)


def test_what_is_not_there_is_not_found(
    session: Session, draft: Draft, asha: str, now: datetime
) -> None:
    with pytest.raises(DraftNotFound):
        drafts.find(session, "0" * 32)
    with pytest.raises(DraftNotFound):
        drafts.save_file(session, "0" * 32, "a.form", b"", read=None, by=asha, now=now)
    with pytest.raises(DraftFileNotFound):
        drafts.file(session, draft.id, "none.form")


def test_of_many_who_save_at_once_one_wins_and_each_other_is_told(
    sessions: sessionmaker[Session], draft: Draft, asha: str, bela: str, now: datetime
) -> None:
    told: list[str] = []

    def save(by: str) -> None:
        with sessions() as own:
            try:
                drafts.save_file(own, draft.id, "visit.bpmn", by.encode(), read=0, by=by, now=now)
                own.commit()
                told.append("saved")
            except DraftConflict:
                told.append("conflict")

    threads = [Thread(target=save, args=(by,)) for by in (asha, bela) * 3]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    # a designer whose twin has saved the same words has nothing to be told
    assert told.count("conflict") >= 3
    with sessions() as after:
        assert drafts.find(after, draft.id).saves == 1
