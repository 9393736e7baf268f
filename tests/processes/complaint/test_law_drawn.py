"""How a drawing asks the law: the sections of each offence, then the law of the whole case."""

from datetime import datetime

import pytest
from sqlalchemy.orm import Session, sessionmaker

from processes.complaint import offences
from tests.engine.drawing import drawing as toy_drawing
from tests.engine.drawing import element, end, start, user
from tests.engine.runtime import Portal, registry_of
from tests.processes.complaint.law import ROOT, tables

FOR_EACH_OFFENCE = (
    '<bpmn:multiInstanceLoopCharacteristics isSequential="true">'
    "<bpmn:loopDataInputRef>offences</bpmn:loopDataInputRef>"
    "<bpmn:loopDataOutputRef>charge_heads</bpmn:loopDataOutputRef>"
    '<bpmn:inputDataItem id="offence"/><bpmn:outputDataItem id="charge_head"/>'
    "</bpmn:multiInstanceLoopCharacteristics>"
)
FILES = {
    **toy_drawing(
        start("begin"),
        element(
            "businessRuleTask",
            "find_sections",
            FOR_EACH_OFFENCE,
            camunda__decisionRef="offences_by_incident_date",
            camunda__resultVariable="charge_head",
        ),
        element("businessRuleTask", "read_law", camunda__decisionRef="law_of_case"),
        user("register"),
        end("done"),
        flows="begin -> find_sections -> read_law -> register -> done",
    ),
    **{
        name: (ROOT / "bpmn" / "complaint" / name).read_bytes()
        for name in ("offences.dmn", "law.dmn")
    },
}


@pytest.fixture
def portal(sessions: sessionmaker[Session], now: datetime) -> Portal:
    """An installation whose one drawing asks the law."""
    installed = Portal(sessions, now, registry_of())
    installed.deploy(FILES)
    return installed


@pytest.mark.parametrize("codes", [["rape", "stalking", "unheard_of"], ["hurt"], []])
def test_a_drawing_asks_for_each_offence_and_then_for_the_case(
    portal: Portal, codes: list[str]
) -> None:
    said = {"offences": codes, "incident_on": "2024-05-14", "recorded_at": "2024-07-02T20:00:00Z"}

    instance_id = portal.start(**said)
    found = portal.variables(instance_id)

    expected = offences.law_of_case(tables(), said, now=portal.now)
    assert portal.open(instance_id) == ["register"]
    assert {name: found[name] for name in expected} == expected
    assert set(found) == {*said, *expected}
    assert len(found["charge_heads"]) == len(codes)
    assert found["procedure"] == "BNSS 2023"
