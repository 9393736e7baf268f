"""Publication: asked for, looked at by a second person, deployed whole or not at all."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import event, func, select
from sqlalchemy.orm import Session, sessionmaker

from engine import audit, definitions, drafts, publication, versions
from engine.check import check
from engine.exceptions import (
    DefinitionRefused,
    DraftNotOpen,
    NewestMovedOn,
    NothingToPublish,
    NotRehearsed,
    PublicationNotOpen,
    PublicationStale,
    SecondPersonNeeded,
    WordsNeeded,
)
from engine.registry import Registry
from engine.rehearsal import Rehearsal
from models import (
    AuditEntry,
    DefinitionFile,
    Draft,
    DraftState,
    Job,
    ProcessDefinition,
    Publication,
    PublicationState,
)
from tests.engine.drawing import drawing, end, in_one_lane, start, timer, user
from tests.engine.two_versions import FAILED, LEFT_OUT, ONE, PASSED, PATH, TWO, VERSIONS, deployed


@pytest.fixture
def draft(session: Session, registry: Registry, asha: str, now: datetime) -> Draft:
    """A draft of a process that runs, changed by Asha."""
    deployed(session, registry, ONE, now=now)
    begun = drafts.begin(session, name="toy", by=asha, now=now)
    drafts.save_file(session, begun.id, PATH, TWO[PATH], read=0, by=asha, now=now)
    session.commit()
    return begun


def asked(
    session: Session,
    draft: Draft,
    by: str,
    *,
    now: datetime,
    rehearsal: Rehearsal = PASSED,
    note: str = "Two is asked instead of one",
) -> Publication:
    made = publication.request(
        session,
        draft.id,
        content_hash=definitions.hash_of(drafts.files(session, draft.id)),
        note=note,
        by=by,
        now=now,
        rehearsal=rehearsal,
    )
    session.commit()
    return made


def approved(
    session: Session, registry: Registry, request: Publication, by: str, **told: Any
) -> ProcessDefinition:
    newest = versions.newest_of(session, "toy")
    return publication.approve(
        session,
        registry,
        request.id,
        by=by,
        **{"seen_newest": newest and newest.id, "checker": check, **told},
    )


def test_what_another_designer_approves_is_the_newest_version(
    session: Session, registry: Registry, draft: Draft, asha: str, bela: str, now: datetime
) -> None:
    request = asked(session, draft, asha, now=now)

    row = approved(session, registry, request, bela, now=now + timedelta(hours=1))
    session.commit()

    assert (row.version, row.deployed_by, row.approved_by) == (2, asha, bela)
    assert row.note == "Two is asked instead of one"
    assert versions.files_of(session, row.id) == TWO
    assert (request.state, request.definition_id) == (PublicationState.PUBLISHED, row.id)
    assert draft.state is DraftState.PUBLISHED
    entry = session.scalars(select(AuditEntry).where(AuditEntry.chain == "definitions")).one()
    assert (entry.action, entry.officer_id) == ("deploy", bela)
    assert entry.facts["asked_by"] == asha
    assert entry.facts["version"] == 2
    assert audit.verify(session) == []


@pytest.mark.parametrize("who", ["asked", "saved"])
def test_who_has_a_part_in_it_decides_nothing(
    session: Session,
    registry: Registry,
    draft: Draft,
    asha: str,
    bela: str,
    now: datetime,
    who: str,
) -> None:
    request = asked(session, draft, bela if who == "asked" else asha, now=now)
    by = bela if who == "asked" else asha

    with pytest.raises(SecondPersonNeeded):
        approved(session, registry, request, by, now=now)
    with pytest.raises(SecondPersonNeeded):
        publication.send_back(session, request.id, reason="no", by=by, now=now)

    assert session.scalar(VERSIONS) == 1


def test_who_saved_a_file_does_not_decide_on_anothers_request(
    session: Session, registry: Registry, draft: Draft, asha: str, bela: str, now: datetime
) -> None:
    request = asked(session, draft, bela, now=now)

    with pytest.raises(SecondPersonNeeded):
        approved(session, registry, request, asha, now=now)

    assert not publication.may_decide(session, request, asha)


def test_the_demonstration_needs_no_second_person(
    session: Session, registry: Registry, draft: Draft, asha: str, now: datetime
) -> None:
    request = asked(session, draft, asha, now=now)

    row = approved(session, registry, request, asha, now=now, needs_second=False)

    assert (row.version, row.deployed_by, row.approved_by) == (2, asha, None)


def test_a_save_takes_the_request_back(
    session: Session, registry: Registry, draft: Draft, asha: str, bela: str, now: datetime
) -> None:
    request = asked(session, draft, asha, now=now)

    drafts.save_file(session, draft.id, "note.json", b"{}", read=None, by=asha, now=now)
    session.commit()

    session.refresh(request)
    assert request.state is PublicationState.WITHDRAWN
    assert draft.state is DraftState.OPEN
    with pytest.raises(PublicationNotOpen):
        approved(session, registry, request, bela, now=now)


def test_a_draft_given_up_is_not_published(
    session: Session, registry: Registry, draft: Draft, asha: str, bela: str, now: datetime
) -> None:
    request = asked(session, draft, asha, now=now)

    drafts.withdraw(session, draft.id)
    session.commit()

    with pytest.raises(PublicationNotOpen):
        approved(session, registry, request, bela, now=now)
    with pytest.raises(DraftNotOpen):
        asked(session, draft, asha, now=now)


def test_what_has_changed_since_it_was_looked_at_is_not_asked_for(
    session: Session, draft: Draft, asha: str, now: datetime
) -> None:
    with pytest.raises(PublicationStale):
        publication.request(
            session,
            draft.id,
            content_hash=definitions.hash_of(ONE),
            note="why",
            by=asha,
            now=now,
            rehearsal=PASSED,
        )

    assert draft.state is DraftState.OPEN


def test_what_is_the_same_as_the_newest_version_is_not_asked_for(
    session: Session, registry: Registry, draft: Draft, asha: str, now: datetime
) -> None:
    deployed(session, registry, TWO, now=now)

    with pytest.raises(NothingToPublish):
        asked(session, draft, asha, now=now)

    assert draft.state is DraftState.OPEN


def test_a_request_is_sent_back_with_a_reason_and_the_draft_goes_on(
    session: Session, registry: Registry, draft: Draft, asha: str, bela: str, now: datetime
) -> None:
    request = asked(session, draft, asha, now=now)

    publication.send_back(session, request.id, reason="The form asks twice", by=bela, now=now)
    session.commit()

    assert (request.state, request.reason) == (PublicationState.SENT_BACK, "The form asks twice")
    assert draft.state is DraftState.OPEN
    again = asked(session, draft, asha, now=now)
    assert [each.id for each in publication.requests_of(session, draft.id)] != [request.id]
    assert publication.asked_for(session, draft) == again


def test_whoever_asked_takes_it_back(
    session: Session, draft: Draft, asha: str, now: datetime
) -> None:
    request = asked(session, draft, asha, now=now)

    publication.take_back(session, request.id)
    session.commit()

    assert request.state is PublicationState.WITHDRAWN
    assert publication.asked_for(session, draft) is None
    with pytest.raises(PublicationNotOpen):
        publication.take_back(session, request.id)


def test_another_version_meanwhile_is_said_before_it_is_overwritten(
    session: Session, registry: Registry, draft: Draft, asha: str, bela: str, now: datetime
) -> None:
    request = asked(session, draft, asha, now=now)
    seen = versions.newest_of(session, "toy")
    assert seen is not None
    three = in_one_lane(drawing(start("s"), user("three"), end("e"), flows="s -> three -> e"))
    other = deployed(session, registry, three, now=now)

    with pytest.raises(NewestMovedOn):
        approved(session, registry, request, bela, now=now, seen_newest=seen.id)

    session.rollback()
    row = approved(session, registry, request, bela, now=now, seen_newest=other.id)
    assert row.version == 3


def test_what_has_errors_is_not_deployed(
    session: Session, registry: Registry, draft: Draft, asha: str, bela: str, now: datetime
) -> None:
    drafts.save_file(session, draft.id, PATH, b"<broken", read=1, by=asha, now=now)
    request = asked(session, draft, asha, now=now)

    with pytest.raises(DefinitionRefused):
        approved(session, registry, request, bela, now=now)

    session.rollback()
    assert session.scalar(VERSIONS) == 1
    assert publication.asked_for(session, draft) is not None


@pytest.mark.parametrize(
    "failing",
    [
        "INSERT INTO process_definition",
        "INSERT INTO definition_file",
        "INSERT INTO audit_head",
        "UPDATE publication",
    ],
)
def test_a_deployment_that_fails_half_way_leaves_nothing(
    sessions: sessionmaker[Session],
    session: Session,
    registry: Registry,
    draft: Draft,
    asha: str,
    bela: str,
    now: datetime,
    failing: str,
) -> None:
    starts_by_itself = drawing(
        start("s", timer("cycle", "R/P1D")), user("two"), end("e"), flows="s -> two -> e"
    )
    content = in_one_lane(starts_by_itself)[PATH]
    drafts.save_file(session, draft.id, PATH, content, read=1, by=asha, now=now)
    request = asked(session, draft, asha, now=now)
    seen = versions.newest_of(session, "toy")
    assert seen is not None
    request_id, seen_id = request.id, seen.id
    session.commit()  # so that the one that fails is the only writer
    failed = []

    def fail(_c: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if statement.startswith(failing):
            failed.append(statement)
            raise OSError("the disk is full")

    engine = session.get_bind()
    event.listen(engine, "before_cursor_execute", fail)
    with pytest.raises(OSError, match="full"), sessions.begin() as half:
        publication.approve(
            half, registry, request_id, by=bela, seen_newest=seen_id, now=now, checker=check
        )
    event.remove(engine, "before_cursor_execute", fail)

    assert failed
    assert session.scalar(VERSIONS) == 1
    assert session.scalar(select(func.count()).select_from(DefinitionFile)) == len(ONE)
    assert session.scalar(select(func.count(AuditEntry.link))) == 0
    assert session.scalar(select(func.count(Job.id))) == 0
    assert request.state is PublicationState.ASKED
    assert draft.state is DraftState.REQUESTED
    assert definitions.latest(session, "toy").id == seen.id
    assert approved(session, registry, request, bela, now=now).version == 2


@pytest.mark.parametrize("note", ["", "  ", "x" * 401])
def test_a_request_says_what_changes(
    session: Session, draft: Draft, asha: str, now: datetime, note: str
) -> None:
    with pytest.raises(WordsNeeded):
        asked(session, draft, asha, now=now, note=note)

    assert draft.state is DraftState.OPEN


def test_cases_are_replayed_before_it_is_asked_for(
    session: Session, draft: Draft, asha: str, now: datetime
) -> None:
    with pytest.raises(NotRehearsed):
        asked(session, draft, asha, now=now, rehearsal=LEFT_OUT)

    assert draft.state is DraftState.OPEN


def test_where_cases_failed_it_is_said_why_it_is_published_all_the_same(
    session: Session, registry: Registry, draft: Draft, asha: str, bela: str, now: datetime
) -> None:
    request = asked(session, draft, asha, now=now, rehearsal=FAILED)

    with pytest.raises(WordsNeeded):
        approved(session, registry, request, bela, now=now)
    approved(session, registry, request, bela, now=now, despite="The case is older than the law")

    entry = session.scalars(select(AuditEntry).where(AuditEntry.chain == "definitions")).one()
    assert (entry.facts["cases"], entry.facts["cases_failed"]) == (2, 1)
    assert entry.facts["despite"] == "The case is older than the law"
    assert Rehearsal.of_json(request.dry_run) == FAILED
