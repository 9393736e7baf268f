"""The last word: a drawing without errors so far is read as the engine would read it."""

from collections.abc import Iterator, Mapping

from engine import elements
from engine.check.drawn import Drawn, make_finding
from engine.check.finding import Finding


def readable(drawings: list[Drawn], files: Mapping[str, bytes]) -> Iterator[Finding]:
    """Every process can be made into what instances run on."""
    reading: elements.Reading | None = None
    for drawn in drawings:
        for process in drawn.processes:
            try:
                reading = reading or elements.Reading(files)
                reading.parse(process.get("id"))
            except elements.ElementRefused as refusal:
                yield make_finding(
                    "cannot-run",
                    file=drawn.path,
                    element=getattr(refusal, "id", None) or process.get("id"),
                    name=getattr(refusal, "name", None) or process.get("name"),
                    line=refusal.line or process.sourceline,
                    facts={"reason": refusal.reason},
                )
            except MemoryError:
                raise
            except Exception as error:  # the library may raise anything on odd files
                yield make_finding(
                    "cannot-run",
                    file=drawn.path,
                    element=process.get("id"),
                    name=process.get("name"),
                    line=process.sourceline,
                    facts={"reason": f"it cannot be read ({type(error).__name__})"},
                )
