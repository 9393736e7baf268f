"""Sub-processes, called processes, and steps done several times."""

from collections.abc import Mapping
from datetime import timedelta

from models import InstanceStatus
from tests.engine.drawing import (
    boundary,
    definitions,
    drawing,
    element,
    end,
    process,
    start,
    sub_process,
    timer,
    user,
)
from tests.engine.migration.cases import migrate, order, refusals, timers
from tests.engine.runtime import Portal


def boxed(box: str, inner: str, *more: str, flows: str = "") -> dict[str, bytes]:
    """A step in a sub-process with a deadline on both."""
    return drawing(
        start("s"),
        sub_process(
            box,
            start("bs"),
            user(inner),
            boundary("inner_late", inner, timer("duration", "P1D"), interrupting=False),
            user("late_step"),
            *more,
            end("be"),
            end("be2"),
            flows=flows or f"bs -> {inner} -> be; inner_late -> late_step -> be2",
        ),
        boundary("box_late", box, timer("duration", "P5D")),
        user("after"),
        end("e"),
        end("e2"),
        flows=f"s -> {box} -> after -> e; box_late -> e2",
    )


def test_a_sub_process_and_the_step_inside_are_mapped_together(portal: Portal) -> None:
    portal.deploy(boxed("box", "inner"))
    case = portal.start()
    due = {name: job.due_at for name, job in timers(portal, case).items()}
    portal.deploy(boxed("crate", "core"))

    alone = refusals(portal, order(steps={"inner": "core"}))
    done = migrate(portal, order(steps={"box": "crate", "inner": "core"}))

    assert alone == [("step-gone", "box")]
    assert done.moved == 1
    assert {name: job.due_at for name, job in timers(portal, case).items()} == due
    portal.do(case, "core")
    portal.do(case, "after")
    assert portal.status(case) is InstanceStatus.COMPLETED


def test_the_deadline_of_a_sub_process_still_ends_all_inside(portal: Portal) -> None:
    portal.deploy(boxed("box", "inner"))
    case = portal.start()
    portal.pass_time(days=2)
    portal.deploy(boxed("crate", "core"))

    migrate(portal, order(steps={"box": "crate", "inner": "core"}))
    between = portal.open(case)
    portal.pass_time(days=3)

    assert between == ["core", "late_step"]
    assert portal.status(case) is InstanceStatus.COMPLETED


def test_a_step_that_left_its_sub_process_is_refused(portal: Portal) -> None:
    portal.deploy(boxed("box", "inner"))
    case = portal.start()
    portal.deploy(
        drawing(
            start("s"),
            sub_process("box", start("bs"), end("be"), flows="bs -> be"),
            user("inner"),
            end("e"),
            flows="s -> box -> inner -> e",
        )
    )

    assert refusals(portal) == [("other-scope", "inner")]
    assert portal.open(case) == ["inner"]


def test_a_step_of_another_kind_is_refused(portal: Portal) -> None:
    portal.deploy(boxed("box", "inner"))
    case = portal.start()
    portal.deploy(
        drawing(start("s"), user("box"), user("inner"), end("e"), flows="s -> box -> inner -> e")
    )

    assert refusals(portal) == [("kind-changed", "box")]
    assert portal.open(case) == ["inner"]


def calling(called: str, *, inner: str = "inner") -> dict[str, bytes]:
    """A process that calls another one."""
    toy = drawing(
        start("s"),
        element("callActivity", "call", calledElement=called),
        end("e"),
        flows="s -> call -> e",
    )
    drawn = process(called, start("cs"), user(inner), end("ce"), flows=f"cs -> {inner} -> ce")
    return {**toy, "called.bpmn": definitions(drawn)}


def test_a_called_process_goes_on_in_its_new_version(portal: Portal) -> None:
    portal.deploy(calling("help"))
    case = portal.start()
    portal.deploy(calling("help", inner="core"))

    done = migrate(portal, order(steps={"inner": "core"}))
    portal.do(case, "core")

    assert done.moved == 1
    assert portal.status(case) is InstanceStatus.COMPLETED


def test_another_called_process_is_refused(portal: Portal) -> None:
    portal.deploy(calling("help"))
    case = portal.start()
    portal.deploy(calling("aid"))

    assert refusals(portal) == [("called-process-changed", "call")]
    assert portal.open(case) == ["inner"]


def several(attributes: str = "", *, refs: Mapping[str, str] | None = None) -> dict[str, bytes]:
    """A task for each of several people."""
    named = {"items": "people", "item": "who", **(refs or {})}
    loop = (
        f"<bpmn:multiInstanceLoopCharacteristics {attributes}>"
        f"<bpmn:loopDataInputRef>{named['items']}</bpmn:loopDataInputRef>"
        "<bpmn:loopDataOutputRef>answers</bpmn:loopDataOutputRef>"
        f'<bpmn:inputDataItem id="{named["item"]}"/><bpmn:outputDataItem id="answer"/>'
        "</bpmn:multiInstanceLoopCharacteristics>"
    )
    return drawing(
        start("s"),
        user("ask", loop),
        boundary("late", "ask", timer("duration", "P2D"), interrupting=False),
        user("after"),
        end("e"),
        end("e2"),
        flows="s -> ask -> after -> e; late -> e2",
    )


def test_instances_that_are_done_stay_done(portal: Portal) -> None:
    portal.deploy(several())
    case = portal.start(people=["a", "b", "c"])
    portal.do(case, "ask", answer=1)
    portal.deploy(with_another_end(several()))

    done = migrate(portal)
    portal.do(case, "ask", answer=2)
    portal.do(case, "ask", answer=3)

    assert done.moved == 1
    assert portal.open(case) == ["after"]
    assert sorted(portal.variables(case)["answers"]) == [1, 2, 3]


def test_one_after_the_other_goes_on_where_it_was(portal: Portal) -> None:
    sequential = 'isSequential="true"'
    portal.deploy(several(sequential))
    case = portal.start(people=["a", "b", "c"])
    portal.do(case, "ask", answer=1)
    portal.deploy(with_another_end(several(sequential)))

    done = migrate(portal)
    before = portal.variables(case)["who"]
    portal.do(case, "ask", answer=2)
    portal.do(case, "ask", answer=3)

    assert (done.moved, before) == (1, "b")
    assert portal.variables(case)["answers"] == [1, 2, 3]


def test_side_by_side_cannot_become_one_after_the_other(portal: Portal) -> None:
    portal.deploy(several())
    case = portal.start(people=["a", "b"])
    portal.deploy(several('isSequential="true"'))

    assert refusals(portal) == [("kind-changed", "ask")]
    assert portal.open(case) == ["ask", "ask"]


def test_other_items_are_refused_while_instances_run(portal: Portal) -> None:
    portal.deploy(several())
    case = portal.start(people=["a", "b"], others=["c"])
    portal.deploy(several(refs={"items": "others"}))

    assert refusals(portal) == [("instances-changed", "ask")]
    assert portal.open(case) == ["ask", "ask"]


def test_a_deadline_around_several_instances_keeps_its_time(portal: Portal) -> None:
    portal.deploy(several())
    case = portal.start(people=["a", "b"])
    due = timers(portal, case)["late"].due_at
    portal.pass_time(days=1)
    portal.deploy(with_another_end(several()))

    migrate(portal)

    assert timers(portal, case)["late"].due_at == due == portal.now + timedelta(days=1)


def with_another_end(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The same drawing, its last step called otherwise."""
    return {
        path: text.replace(b'<bpmn:endEvent id="e">', b'<bpmn:endEvent id="e" name="Over">')
        for path, text in files.items()
    }
