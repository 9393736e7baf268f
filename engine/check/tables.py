"""Rules about decision files: everything that `engine.decisions` would refuse."""

from collections.abc import Iterator, Mapping

from engine.check.cells import cell_names
from engine.check.drawn import make_finding
from engine.check.finding import Finding
from engine.check.reasons import in_hindi
from engine.decisions import Coverage, Decision, coverage_of, inspect_decisions
from engine.decisions.coverage import MOST_TRIALS

#: So many comparisons are spent on the tables of all files together.
MOST_TRIALS_TOGETHER = 1_500_000


def decision_files(
    files: Mapping[str, bytes],
) -> tuple[Mapping[str, Decision], list[Finding]]:
    """All decisions that compile by their ids, and what is wrong with the others."""
    found: dict[str, Decision] = {}
    findings = []
    left = MOST_TRIALS_TOGETHER
    for path in sorted(files):
        if path.endswith(".dmn"):
            decisions, refusals = inspect_decisions(files[path])
            names = cell_names(files[path]) if refusals else {}
            for refusal in refusals:
                name, name_hi = names.get(refusal.element_id or "", (None, None))
                findings.append(
                    make_finding(
                        "decision-refused",
                        file=path,
                        element=refusal.element_id,
                        name=name,
                        name_hi=name_hi,
                        line=refusal.line,
                        facts={"reason": refusal.reason},
                    )
                )
            for decision in decisions.values():
                coverage = coverage_of(decision, min(left, MOST_TRIALS))
                left -= coverage.trials
                findings += _rows(path, decision, coverage)
            findings += _told_twice(path, frozenset(found), decisions)
            found |= decisions
    return found, findings


def _rows(path: str, decision: Decision, coverage: Coverage) -> Iterator[Finding]:
    """Rows that contradict each other, that are never reached, and values that have no row.

    Also that not all of this was looked for.
    """
    said: list[tuple[str, int | None, dict[str, object]]] = [
        (
            "decision-overlap",
            each.second,
            {"first": each.first, "second": each.second, "example": each.example},
        )
        for each in coverage.overlaps
    ]
    if coverage.gap is not None:
        said.append(("decision-gap", None, {"example": coverage.gap or "…"}))
    if coverage.gap_of_others is not None:
        said.append(("decision-gap-of-others", None, {"example": coverage.gap_of_others}))
    said += [("decision-row-never", n, {"row": n, "earlier": m}) for n, m in coverage.never]
    said += [
        (
            each.rule,
            each.row,
            {
                "row": each.row,
                "column": each.column,
                "cell": each.cell,
                "kind": each.kind,
                "kind_hi": in_hindi(each.kind),
            },
        )
        for each in coverage.misfits
    ]
    if coverage.is_cut_short:
        said.append(("decision-cut-short", None, {}))
    for rule, row, facts in said:
        row_id = decision.rules[row - 1].id if row is not None else None
        yield make_finding(
            rule,
            file=path,
            element=row_id or decision.id,
            name=decision.name,
            line=decision.line,
            facts={"decision": decision.name, **facts},
        )


def _told_twice(
    path: str, found: frozenset[str], decisions: Mapping[str, object]
) -> Iterator[Finding]:
    for decision in sorted(found & set(decisions)):
        yield make_finding(
            "decision-twice", file=path, element=decision, facts={"decision": decision}
        )
