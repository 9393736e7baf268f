"""The kit; see engine/elements/kit.py."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

from engine.elements import MODULES, kit
from tests.engine.drawing import drawing, end, start, user
from tests.engine.toy import PlainToy, Toy


def test_nothing_of_the_library_is_edited() -> None:
    """The plain library runs in the same process as it did before ours was built."""
    program = (
        "import SpiffWorkflow.bpmn.workflow, SpiffWorkflow.task, SpiffWorkflow.specs.base\n"
        "import SpiffWorkflow.util.deep_merge, SpiffWorkflow.util.task\n"
        "classes = [SpiffWorkflow.task.Task, SpiffWorkflow.specs.base.TaskSpec,\n"
        "  SpiffWorkflow.util.task.TaskIterator, SpiffWorkflow.util.deep_merge.DeepMerge,\n"
        "  SpiffWorkflow.bpmn.workflow.BpmnWorkflow, SpiffWorkflow.bpmn.workflow.EventManager]\n"
        "before = [dict(vars(each)) for each in classes]\n"
        "from engine.elements import kit\n"
        "kit()\n"
        "print(before == [dict(vars(each)) for each in classes])\n"
    )

    answer = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)

    assert answer.stdout.strip() == "True", answer.stderr


def test_ours_and_the_plain_library_run_side_by_side() -> None:
    files = drawing(start("s"), user("a"), end("e"), flows="s -> a -> e")
    ours, plain = Toy(files), PlainToy(files)

    ours.complete("a")
    plain.complete("a")

    assert ours.is_completed
    assert plain.is_completed
    assert type(ours.workflow.task_tree) is not type(plain.workflow.task_tree)


def test_the_kit_is_built_once() -> None:
    with ThreadPoolExecutor(8) as threads:
        made = list(threads.map(lambda _: kit(), range(16)))

    assert {id(each) for each in made} == {id(kit())}
    assert len(set(MODULES)) == len(MODULES)
