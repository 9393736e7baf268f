"""Drawings for the rules about forms."""

from tests.engine.check.toys import FINE, Case, form, form_asking, one, task

CASES: list[Case] = [
    ("form-missing", one(task(camunda__formKey="")), FINE),
    ("form-not-found", one(task(camunda__formKey="gone.form")), FINE),
    (
        "form-by-reference",
        one(task(camunda__formKey="", camunda__formRef="f", camunda__formRefBinding="latest")),
        FINE,
    ),
    ("form-refused", {**FINE, "forms/f.form": form(type="iframe")}, FINE),
    (
        "form-refused",
        {**FINE, "forms/f.form": form(properties={"personal": "true"})},
        {**FINE, "forms/f.form": form(properties={"personal": "true", "record": "her_name"})},
    ),
    ("form-refused", {**FINE, "forms/f.form": b"not json"}, FINE),
    (
        "form-condition-refused",
        {**FINE, "forms/f.form": form(conditional={"hide": "=exit()"})},
        {**FINE, "forms/f.form": form(conditional={"hide": "=a = true"})},
    ),
    (
        "form-decision-unknown",
        {**FINE, "forms/f.form": form_asking("gone")},
        {**FINE, "forms/f.form": form_asking("triage")},
    ),
    (
        "form-refusal-unknown",
        {**FINE, "forms/f.form": form_asking("triage", refusal="why_not")},
        {**FINE, "forms/f.form": form_asking("triage", must="true", must_text="Why not")},
    ),
    (
        "form-options-unknown",
        {**FINE, "forms/f.form": form(type="select", valuesKey="wishes")},
        {**FINE, "forms/f.form": form(type="select", valuesKey="stations")},
    ),
    (
        "form-record-unknown",
        {**FINE, "forms/f.form": form(properties={"record": "wishes"})},
        {**FINE, "forms/f.form": form(properties={"record": "her_name"})},
    ),
    (
        "form-hidden-variable",
        {**FINE, "forms/f.form": form(key="day", conditional={"hide": "=a = true"})},
        {**FINE, "forms/f.form": form(key="day_of_form", conditional={"hide": "=a = true"})},
    ),
]
