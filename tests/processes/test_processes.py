"""What this installation runs, against the shipped drawings."""

import pytest

from engine.conventions import CAMUNDA
from engine.drawing import read_drawing
from engine.registry import Process
from engine.xml import parse_xml
from processes import ALL
from processes.permissions.roles import CONTACTS_HER, DESK, MAY_UNMASK, SUPERVISORS
from tests.processes.drawings import files_of

TOPIC = f"{CAMUNDA}topic"


@pytest.mark.parametrize("process", ALL, ids=lambda process: process.name)
def test_a_drawing_and_its_process_name_the_same_topics_and_roles(process: Process) -> None:
    outline = read_drawing(files_of(process.name), process.name)
    drawn = [
        parse_xml(text) for name, text in files_of(process.name).items() if name.endswith(".bpmn")
    ]
    topics = {node.get(TOPIC) for each in drawn for node in each.iter() if node.get(TOPIC)}
    roles = {element.role for element in outline.elements.values() if element.role}

    assert topics == set(process.service_tasks)
    assert roles <= (process.roles or set())


def test_the_rules_name_no_role_that_does_not_exist() -> None:
    known = set().union(*(process.roles or set() for process in ALL))

    assert set(SUPERVISORS | DESK | CONTACTS_HER | MAY_UNMASK) <= known
