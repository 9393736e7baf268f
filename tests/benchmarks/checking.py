"""What the designer's checker costs, in CPU time, on all files of the complaint."""

import gc
import statistics
import time

from engine.check import check
from engine.conventions import BPMN
from engine.xml import parse_xml
from tests.processes.drawings import files_of

ROUNDS = 7


def measure() -> dict[str, float]:
    """Microseconds for each element drawn: everything that is checked, shared among them."""
    files = files_of("complaint")
    check(files)
    spent = []
    for _ in range(ROUNDS):
        gc.collect()
        began = time.process_time()
        check(files)
        spent.append(time.process_time() - began)
    return {"check_element_us": statistics.median(spent) * 1e6 / elements_in(files)}


def elements_in(files: dict[str, bytes]) -> int:
    """How many elements with an id the drawings hold: steps, arrows, lanes."""
    roots = (parse_xml(files[path]).getroot() for path in files if path.endswith(".bpmn"))
    return sum(1 for root in roots for node in root.iter(f"{BPMN}*") if node.get("id"))
