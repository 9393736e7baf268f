"""The designer's checker: everything that would keep a drawing from running, told at once.

`check` looks at all files of a definition together. It raises nothing, whatever the files hold.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from engine.check import (
    about,
    accepting,
    arrows,
    calls,
    corrections,
    deadlines,
    endings,
    forms,
    hidden,
    named_forms,
    notices,
    owners,
    properties,
    references,
    refused,
    rest,
    structure,
    tables,
    texts,
    timers,
    tokens,
    trial,
    variables,
    whole_texts,
)
from engine.check.drawn import Drawn, make_finding
from engine.check.finding import Finding, Severity
from engine.check.known import Known
from engine.conventions import BPMN
from engine.draft_names import decision_names
from engine.xml import XmlRefused, parse_xml

__all__ = ["Finding", "Known", "Severity", "check", "has_errors"]

RULES = (
    structure.executable,
    structure.usable_ids,
    structure.unique_ids,
    structure.starts,
    structure.known_elements,
    structure.attached_boundaries,
    structure.reachable,
    arrows.attached,
    arrows.directions,
    arrows.one_arrow_out,
    arrows.event_gateways,
    rest.loops_that_rest,
    tokens.meetings,
    texts.conditions,
    texts.conditions_elsewhere,
    texts.condition_texts,
    texts.scripts,
    texts.loops,
    texts.sendings,
    texts.settings,
    timers.timers,
    timers.due_dates,
    timers.undated,
    deadlines.within,
    references.events,
    references.data,
    properties.values,
    properties.spoken,
    properties.in_both_languages,
    owners.ownerless,
    refused.elements,
    refused.extensions,
    refused.events,
)
"""The rules that need nothing but one drawing; each finds what its first line says."""


def check(
    files: Mapping[str, bytes], known: Known | None = None, *, process: str | None = None
) -> list[Finding]:
    """Return everything that is wrong with the files of a definition, in the order of the files.

    `process` is the id of the process that must be among them.
    """
    known = about.with_brought_roles(known or Known(), files)
    drawings, findings = _read(files)
    decisions, of_tables = tables.decision_files(files)
    named_decisions = frozenset(decisions) | frozenset(decision_names(files) if of_tables else ())
    known = replace(known, decisions=known.decisions | named_decisions)
    notice_names, of_notices = notices.notice_files(files)
    findings += whole_texts.half_characters(files) + of_tables + of_notices
    findings += about.about_file(files, drawings, known, process)
    if process is not None:
        findings += notices.missing_notices(known.notices, notice_names)
        findings += deadlines.of_the_law(drawings, known.deadlines)
    process_ids = {each.get("id") or "" for drawn in drawings for each in drawn.processes}
    callers = endings.callers_of(drawings)
    readable_forms, of_forms = forms.form_files(files)
    findings += of_forms
    written = variables.written(drawings, readable_forms, decisions, known)
    # what a table gives that cannot be read is not known
    written.is_complete &= named_decisions == set(decisions)
    for drawn in drawings:
        findings += _of_drawing(drawn, files, known)
        findings += references.decisions(drawn, named_decisions)
        findings += references.called_processes(drawn, process_ids)
        findings += notices.named_notices(drawn, notice_names)
        findings += endings.endings(drawn, callers)
        findings += variables.reads(drawn, decisions, written)
        findings += corrections.named(drawn, readable_forms, files)
    findings += calls.circles(drawings)
    for path, form in readable_forms.items():
        findings += forms.readable_form(path, form, known, decisions)
    findings += hidden.hidden_variables(readable_forms, decisions, written.by_steps)
    is_drawn = any(each.get("id") == process for drawn in drawings for each in drawn.processes)
    if process is not None and drawings and not is_drawn:
        findings.append(make_finding("process-missing", file="", facts={"process": process}))
    if not has_errors(findings):
        findings += trial.readable(drawings, files)
    findings = accepting.settle(findings, files, {drawn.path: drawn.root for drawn in drawings})
    findings = whole_texts.without_what_follows(findings)
    return sorted(findings, key=lambda each: (each.file, each.line or 0))


def has_errors(findings: list[Finding]) -> bool:
    """Whether something was found that prevents deployment."""
    return any(finding.severity is Severity.ERROR for finding in findings)


def _read(files: Mapping[str, bytes]) -> tuple[list[Drawn], list[Finding]]:
    drawings: list[Drawn] = []
    findings: list[Finding] = []
    paths = [path for path in sorted(files) if path.endswith(".bpmn")]
    for path in paths:
        try:
            root = parse_xml(files[path]).getroot()
        except XmlRefused as refusal:
            findings.append(
                make_finding(
                    "xml-refused", file=path, line=refusal.line, facts={"reason": refusal.reason}
                )
            )
            continue
        if root.tag != f"{BPMN}definitions":
            findings.append(make_finding("not-bpmn", file=path, line=root.sourceline))
            continue
        drawn = Drawn(path, root)
        drawings.append(drawn)
        if not drawn.processes:
            findings.append(make_finding("no-process", file=path, line=root.sourceline))
    if not paths:
        findings.append(make_finding("no-drawing", file=""))
    return drawings, findings


def _of_drawing(drawn: Drawn, files: Mapping[str, bytes], known: Known) -> Iterator[Finding]:
    for rule in RULES:
        yield from rule(drawn)
    yield from references.topics(drawn, known)
    yield from owners.owned_tasks(drawn, files, known)
    yield from owners.told_posts(drawn, known)
    yield from owners.named_by_steps(drawn, known)
    yield from owners.lanes(drawn, known)
    yield from named_forms.named_forms(drawn, files)
