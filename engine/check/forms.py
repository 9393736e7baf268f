"""Rules about forms: every one can be shown, and keeps what is personal."""

from collections.abc import Collection, Iterator, Mapping

from engine.check.drawn import make_finding
from engine.check.finding import Finding
from engine.check.known import Known
from engine.check.mending import Fix, mending_feel
from engine.decisions import Decision
from engine.expressions import ExpressionRefused
from engine.feel import compile_feel
from engine.forms import Field, Form, FormRefused, read_form

#: Nobody answers a form of more.
MOST_FIELDS = 500


def form_files(
    files: Mapping[str, bytes],
) -> tuple[Mapping[str, Form], list[Finding]]:
    """The forms that can be read, by path, and why the others cannot be shown."""
    found, findings = {}, []
    for path in sorted(files):
        if path.endswith(".form"):
            try:
                found[path] = read_form(files[path])
            except FormRefused as refusal:
                for reason in refusal.reasons:
                    facts = {"reason": reason}
                    findings.append(make_finding("form-refused", file=path, facts=facts))
    return found, findings


def readable_form(
    path: str, form: Form, known: Known, decisions: Mapping[str, Decision]
) -> Iterator[Finding]:
    """A form holds no more than a person would answer, and conditions that compile.

    The tables that it asks are there, and tell the refusals that its fields name in both languages.
    """
    fields = list(_all(form.fields))
    if len(fields) > MOST_FIELDS:
        facts = {"reason": f"it has more than {MOST_FIELDS} fields"}
        yield make_finding("form-refused", file=path, facts=facts)
        return
    for name in form.decisions:
        if name not in decisions and name not in known.decisions:
            yield make_finding("form-decision-unknown", file=path, facts={"decision": name})
    asked = [name for name in form.decisions if name in decisions]
    told = {output for name in asked for output in decisions[name].outputs}
    for field in fields:
        yield from _field(path, field, known)
        if field.refusal and asked and len(asked) == len(form.decisions):
            yield from _refusal(path, field, ", ".join(asked), told)


def _field(path: str, field: Field, known: Known) -> Iterator[Finding]:
    for condition in filter(None, (field.hide, field.must, field.proposed)):
        try:
            compile_feel(condition)
        except ExpressionRefused as refusal:
            fix = mending_feel(condition)
            yield of_field("form-condition-refused", path, field, fix=fix, reason=refusal.reason)
    sources, records = known.option_sources, known.record_fields
    if field.options_from and sources is not None and field.options_from not in sources:
        yield of_field("form-options-unknown", path, field, source=field.options_from)
    if field.record and records is not None and field.record not in records:
        yield of_field("form-record-unknown", path, field, record=field.record)


def _refusal(path: str, field: Field, decision: str, told: Collection[str]) -> Iterator[Finding]:
    for output in (field.refusal_in("en"), field.refusal_in("hi")):
        if output not in told:
            yield of_field("form-refusal-unknown", path, field, decision=decision, output=output)


def of_field(
    rule: str, path: str, field: Field, *, fix: Fix | None = None, **facts: object
) -> Finding:
    """A finding about one field, found by its key."""
    element, name = field.key or None, field.label or None
    said = {"field": name or element, **facts}
    return make_finding(rule, file=path, element=element, name=name, fix=fix, facts=said)


def _all(fields: tuple[Field, ...]) -> Iterator[Field]:
    for field in fields:
        yield field
        yield from _all(field.fields)
