"""Moving a case: what stays with its open steps, and what the new version brings."""

from datetime import timedelta

from engine import tasks
from engine.registry import Actor
from models import EventKind, InstanceStatus, JobStatus, MigrationStatus
from tests.engine.drawing import boundary, drawing, end, start, timer, user
from tests.engine.migration.cases import (
    answers,
    history,
    migrate,
    order,
    refusals,
    row_of,
    timers,
)
from tests.engine.runtime import Portal

ONE = drawing(
    start("s"),
    user("ask"),
    boundary("late", "ask", timer("duration", "P3D")),
    user("decide"),
    end("e"),
    end("e2"),
    flows="s -> ask -> decide -> e; late -> e2",
)
#: The same, with a further step at the end.
LONGER = drawing(
    start("s"),
    user("ask"),
    boundary("late", "ask", timer("duration", "P3D")),
    user("decide"),
    user("tell"),
    end("e"),
    end("e2"),
    flows="s -> ask -> decide -> tell -> e; late -> e2",
)
#: The first step has another id.
RENAMED = drawing(
    start("s"),
    user("ask_her"),
    boundary("too_late", "ask_her", timer("duration", "P9D")),
    user("decide"),
    end("e"),
    end("e2"),
    flows="s -> ask_her -> decide -> e; too_late -> e2",
)


def test_a_case_goes_on_in_the_new_version(portal: Portal) -> None:
    portal.deploy(ONE)
    case = portal.start()
    longer = portal.deploy(LONGER)

    done = migrate(portal)

    assert (done.status, done.moved, done.refused) == (MigrationStatus.DONE, 1, 0)
    assert row_of(portal, case).definition_id == longer
    for step in ("ask", "decide", "tell"):
        portal.do(case, step)
    assert portal.status(case) is InstanceStatus.COMPLETED


def test_an_open_task_keeps_its_id_its_claim_and_its_draft(portal: Portal) -> None:
    portal.deploy(ONE)
    case = portal.start()
    before = portal.task(case, "ask")
    with portal.sessions.begin() as session:
        tasks.claim(session, before.id, actor=Actor("she"), now=portal.now)
        tasks.save_draft(
            session,
            portal.registry,
            before.id,
            values={"half": "a sentence"},
            actor=Actor("she"),
            now=portal.now,
        )
    portal.deploy(RENAMED)

    migrate(portal, order(steps={"ask": "ask_her", "late": "too_late"}))

    after = portal.task(case, "ask_her")
    assert (after.id, after.assignee_id, after.opened_at) == (before.id, "she", before.opened_at)
    with portal.sessions() as session:
        assert tasks.draft(session, portal.registry, after.id) == {"half": "a sentence"}
    portal.complete(after.id, officer="she")
    assert portal.open(case) == ["decide"]


def test_a_timer_keeps_its_due_time_and_its_job(portal: Portal) -> None:
    portal.deploy(ONE)
    case = portal.start()
    before = timers(portal, case)["late"]
    portal.pass_time(days=1)
    portal.deploy(RENAMED)

    migrate(portal, order(steps={"ask": "ask_her", "late": "too_late"}))

    after = timers(portal, case)
    assert list(after) == ["too_late"]
    assert (after["too_late"].id, after["too_late"].due_at) == (before.id, before.due_at)
    portal.pass_time(days=2)
    assert portal.status(case) is InstanceStatus.COMPLETED


def test_a_step_that_is_gone_keeps_the_case_where_it_is(portal: Portal) -> None:
    portal.deploy(ONE)
    case = portal.start()
    portal.deploy(RENAMED)
    before = row_of(portal, case)

    found = refusals(portal)

    assert found == [("step-gone", "ask")]
    after = row_of(portal, case)
    assert (after.state, after.version, after.definition_id) == (
        before.state,
        before.version,
        before.definition_id,
    )


def test_history_and_audit_say_from_where_to_where(portal: Portal) -> None:
    portal.deploy(ONE)
    case = portal.start()
    portal.deploy(LONGER)

    migrate(portal)

    (event,) = [each for each in history(portal, case) if each.kind is EventKind.MIGRATED]
    assert event.facts is not None
    assert (event.facts["from_version"], event.facts["to_version"]) == (1, 2)
    assert (event.officer_id, event.post_id) == ("designer", "desk")


def test_a_new_deadline_on_an_open_step_begins_to_wait_from_now(portal: Portal) -> None:
    portal.deploy(LONGER_WITHOUT_DEADLINE)
    case = portal.start()
    portal.deploy(ONE)
    portal.pass_time(days=5)

    migrate(portal)

    assert timers(portal, case)["late"].due_at == portal.now + timedelta(days=3)
    portal.pass_time(days=3)
    assert portal.status(case) is InstanceStatus.COMPLETED


def test_a_deadline_that_the_new_version_lacks_is_withdrawn(portal: Portal) -> None:
    portal.deploy(ONE)
    case = portal.start()
    portal.deploy(LONGER_WITHOUT_DEADLINE)

    migrate(portal)

    assert [job.status for job in portal.jobs(case)] == [JobStatus.CANCELLED]
    portal.pass_time(days=9)
    assert portal.open(case) == ["ask"]


def test_a_dry_run_writes_nothing(portal: Portal) -> None:
    portal.deploy(ONE)
    case = portal.start()
    portal.deploy(LONGER)
    before = row_of(portal, case)

    (answer,) = answers(portal)

    assert answer.moves
    assert row_of(portal, case).state == before.state
    assert row_of(portal, case).definition_id == before.definition_id
    assert EventKind.MIGRATED not in [event.kind for event in history(portal, case)]


LONGER_WITHOUT_DEADLINE = drawing(
    start("s"), user("ask"), user("decide"), end("e"), flows="s -> ask -> decide -> e"
)
