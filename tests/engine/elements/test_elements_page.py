"""docs/reference/elements.md tells the truth about what runs."""

from pathlib import Path

import pytest

from engine.elements import kit
from engine.elements.drawn_events import ALLOWED
from engine.elements.refused import REFUSED

PAGE = (Path(__file__).parents[3] / "docs/reference/elements.md").read_text()
RUNS, REFUSES = PAGE.split("## Refused")
TAGS = {tag.rpartition("}")[2] for tag in kit().parser_class.OVERRIDE_PARSER_CLASSES}
EVENTS = {tag for tag in TAGS if tag.endswith("Event")}


@pytest.mark.parametrize("tag", sorted(TAGS - set(REFUSED) - EVENTS))
def test_what_runs_is_on_the_page(tag: str) -> None:
    assert f"`{tag}" in RUNS


@pytest.mark.parametrize("tag", sorted(REFUSED))
def test_what_is_refused_is_said_to_be(tag: str) -> None:
    assert f"`{tag}`" in REFUSES
    assert f"`{tag}`" not in RUNS


@pytest.mark.parametrize(
    ("row", "place"),
    [
        ("start of a process", "start event of a process"),
        ("start of an event sub-process", "start event of an event sub-process"),
        ("intermediate, catching", "intermediateCatchEvent"),
        ("intermediate, throwing", "intermediateThrowEvent"),
        ("on the border, interrupting", "boundaryEvent"),
        ("end", "endEvent"),
    ],
)
def test_the_table_of_events_is_the_one_that_is_read(row: str, place: str) -> None:
    lines = [line.strip("| ").split("|") for line in RUNS.splitlines() if line.startswith("|")]
    cells = [[cell.strip() for cell in line] for line in lines]
    head = next(line for line in cells if line[0] == "place")
    line = next(line for line in cells if line[0] == row)

    said = {kind for kind, cell in zip(head[1:], line[1:], strict=False) if cell == "yes"}

    assert said == ALLOWED[place]
