"""SpiffWorkflow as its documentation shows it, on the same drawing: what we compare with.

`in_memory` stores nothing. `stored` writes the whole serialised workflow to the database after each
step and reads it before the next.
"""

import time
from io import BytesIO
from typing import Any

from SpiffWorkflow.bpmn import BpmnWorkflow
from SpiffWorkflow.bpmn.script_engine import PythonScriptEngine, TaskDataEnvironment
from SpiffWorkflow.bpmn.serializer import BpmnWorkflowSerializer
from SpiffWorkflow.spiff.parser import SpiffBpmnParser
from SpiffWorkflow.spiff.serializer.config import SPIFF_CONFIG
from SpiffWorkflow.util.task import TaskState
from sqlalchemy import Column, LargeBinary, MetaData, String, Table, insert, select, update
from sqlalchemy.engine import Engine

from tests.benchmarks.purchase import DECISION, PROCESS, files, form

STORED = Table(
    "library_instance",
    MetaData(),
    Column("id", String(32), primary_key=True),
    Column("state", LargeBinary, nullable=False),
)


class Library:
    """The plain library with a parsed drawing."""

    def __init__(self) -> None:
        parser = SpiffBpmnParser()
        parser.add_dmn_io(BytesIO(DECISION))
        parser.add_bpmn_io(BytesIO(files()["purchase.bpmn"]))
        self.spec = parser.get_spec(PROCESS)
        self.subprocess_specs = parser.get_subprocess_specs(PROCESS)
        self.engine = PythonScriptEngine(TaskDataEnvironment({}))
        self.serializer = BpmnWorkflowSerializer(BpmnWorkflowSerializer.configure(SPIFF_CONFIG))

    def start(self) -> Any:
        workflow = BpmnWorkflow(self.spec, self.subprocess_specs, script_engine=self.engine)
        workflow.do_engine_steps()
        return workflow


def complete_next(workflow: Any, number: int) -> None:
    """Complete the first open task."""
    task = workflow.get_next_task(state=TaskState.READY, manual=True)
    task.data.update(form(number))
    task.run()
    workflow.do_engine_steps()


def in_memory(library: Library) -> list[float]:
    """CPU seconds of each completed task of one case, nothing stored."""
    workflow, spent = library.start(), []
    while not workflow.is_completed():
        began = time.process_time()
        complete_next(workflow, len(spent))
        spent.append(time.process_time() - began)
    return spent


def stored(library: Library, database: Engine, case: str) -> list[float]:
    """CPU seconds of each completed task of one case, read and written as a whole."""
    workflow, spent = library.start(), []
    with database.begin() as connection:
        state = library.serializer.serialize_json(workflow).encode()
        connection.execute(insert(STORED).values(id=case, state=state))
    done = False
    while not done:
        began = time.process_time()
        with database.begin() as connection:
            state = connection.scalar(select(STORED.c.state).where(STORED.c.id == case))
            workflow = library.serializer.deserialize_json(state.decode())
            workflow.script_engine = library.engine
            complete_next(workflow, len(spent))
            state = library.serializer.serialize_json(workflow).encode()
            connection.execute(update(STORED).where(STORED.c.id == case).values(state=state))
        spent.append(time.process_time() - began)
        done = workflow.is_completed()
    return spent
