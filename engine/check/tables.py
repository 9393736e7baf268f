"""Rules about decision files: everything that `engine.decisions` would refuse."""

from collections.abc import Iterator, Mapping

from engine.check.drawn import make_finding
from engine.check.finding import Finding
from engine.decisions import Decision, inspect_decisions


def decision_files(
    files: Mapping[str, bytes],
) -> tuple[Mapping[str, Decision], list[Finding]]:
    """All decisions that compile by their ids, and what is wrong with the others."""
    found: dict[str, Decision] = {}
    findings = []
    for path in sorted(files):
        if path.endswith(".dmn"):
            decisions, refusals = inspect_decisions(files[path])
            for refusal in refusals:
                findings.append(
                    make_finding(
                        "decision-refused",
                        file=path,
                        element=refusal.element_id,
                        line=refusal.line,
                        facts={"reason": refusal.reason},
                    )
                )
            findings += _told_twice(path, frozenset(found), decisions)
            found |= decisions
    return found, findings


def _told_twice(
    path: str, found: frozenset[str], decisions: Mapping[str, object]
) -> Iterator[Finding]:
    for decision in sorted(found & set(decisions)):
        yield make_finding(
            "decision-twice", file=path, element=decision, facts={"decision": decision}
        )
