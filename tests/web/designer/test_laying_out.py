"""A drawing that comes without a picture gets one, in the editor's hands only."""

from tests.web.browser import Browser
from tests.web.designer.conftest import Begin
from tests.web.designer.test_findings import ask

BARE = b"""<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d">
<process id="visit"><startEvent id="s"/><endEvent id="e"/>
<sequenceFlow id="f" sourceRef="s" targetRef="e"/></process></definitions>"""


def test_a_drawing_gets_its_places(meera: Browser, begin: Begin) -> None:
    answer = ask(meera, begin(), "layout", BARE)

    assert answer.status_code == 200
    assert answer.json["content"].count("BPMNShape ") == 2
    assert answer.json["content"].count("waypoint ") == 2


def test_what_cannot_be_laid_out_is_told(meera: Browser, begin: Begin) -> None:
    answer = ask(meera, begin(), "layout", b"<definitions")

    assert answer.status_code == 422
    assert "Mend it as text" in answer.json["fault"]


def test_a_larger_body_than_a_file_is_refused(meera: Browser, begin: Begin) -> None:
    answer = ask(meera, begin(), "layout", b" " * 2_200_000)

    assert answer.status_code == 413
