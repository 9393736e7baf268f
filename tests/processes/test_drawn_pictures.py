"""The pictures in the docs: each shows what its drawing says today; no browser is needed."""

from collections.abc import Mapping
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.processes.drawings import DRAWINGS
from tests.processes.picture import BPMN

PICTURES = DRAWINGS.parent / "docs" / "pictures" / "processes"
DRAWN = sorted(DRAWINGS.glob("*/*.bpmn"))

_DI = "{http://www.omg.org/spec/BPMN/20100524/DI}"
_DC = "{http://www.omg.org/spec/DD/20100524/DC}"
_SVG = "{http://www.w3.org/2000/svg}"
_ID = "data-element-id"


@pytest.mark.parametrize("path", DRAWN, ids=lambda path: path.stem)
def test_a_picture_shows_every_element_with_its_name_at_its_place(path: Path) -> None:
    drawing = ElementTree.parse(path).getroot()
    picture = ElementTree.parse(PICTURES / f"{path.stem}.svg").getroot()

    shown = _groups(picture)

    assert _names_and_places(drawing) == {
        element: (_text(shown.get(element), shown.get(f"{element}_label")), _place(group))
        for element, group in shown.items()
        if not element.endswith("_label")
    }


def _names_and_places(drawing: ElementTree.Element) -> dict[str, tuple[str, str | None]]:
    """The name, without blanks, and the corner of each element; arrows have no corner."""
    names = {
        each.get("id"): each.get("name", "") for each in drawing.iter() if each.tag.startswith(BPMN)
    }
    corners: dict[str, str | None] = {
        edge.attrib["bpmnElement"]: None for edge in drawing.iter(f"{_DI}BPMNEdge")
    }
    for shape in drawing.iter(f"{_DI}BPMNShape"):
        bounds = shape.find(f"{_DC}Bounds")
        assert bounds is not None
        corners[shape.attrib["bpmnElement"]] = f"{bounds.get('x')} {bounds.get('y')}"
    return {key: (_bare(names[key]), corner) for key, corner in corners.items()}


def _groups(picture: ElementTree.Element) -> Mapping[str, ElementTree.Element]:
    return {
        group.attrib[_ID]: group for group in picture.iter(f"{_SVG}g") if group.get(_ID) is not None
    }


def _text(*groups: ElementTree.Element | None) -> str:
    """What stands in the visual part of these groups."""
    return _bare(
        "".join(
            "".join(text.itertext())
            for group in groups
            if group is not None and (visual := group.find(f"{_SVG}g")) is not None
            for text in visual.iter(f"{_SVG}text")
        )
    )


def _place(group: ElementTree.Element) -> str | None:
    moved = group.get("transform")
    return " ".join(moved.removesuffix(")").split()[-2:]) if moved else None


def _bare(name: str) -> str:
    return "".join(name.split())
