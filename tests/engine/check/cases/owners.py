"""Drawings for the rules about lanes, roles and properties."""

from tests.engine.check.toys import (
    FINE,
    Case,
    assigned,
    laned,
    one,
    properties,
    said_when,
    service,
    task,
)
from tests.engine.drawing import element

CASES: list[Case] = [
    ("outside-lanes", one(task(camunda__candidateGroups="")), FINE),
    ("outside-lanes", one(element("manualTask", "x")), FINE),
    ("outside-lanes", laned({"role": "sho"}, "s"), laned({"role": "sho"}, "s", " x ")),
    ("role-unknown", one(assigned("=[&quot;king&quot;]")), one(assigned("sho, king"))),
    ("task-plain", one(element("task", "x")), FINE),
    ("person-named", one(task(camunda__assignee="asha")), FINE),
    ("person-named", one(task(camunda__candidateUsers="asha, usha")), FINE),
    ("lane-reference-dangling", laned({"role": "sho"}, "x", "gone"), laned({"role": "sho"}, "x")),
    ("role-unknown", laned({"role": "king"}, "x"), laned({"role": "sho"}, "x")),
    ("role-unknown", one(task(camunda__candidateGroups="king")), FINE),
    (
        "role-unknown",
        one(service(inner=properties(role="king"))),
        one(service(inner=properties(role="sho"))),
    ),
    (
        "role-unknown",
        one(task(inner=properties(read_by="sho, king"))),
        one(task(inner=properties(read_by="sho, co"))),
    ),
    ("role-unknown", one(task(inner=properties(read_by=""))), FINE),
    (
        "role-unknown",
        said_when("n > 1", sent_by="sho, king"),
        said_when("n > 1", sent_by="sho, co"),
    ),
    *(
        (
            rule,
            one(service(inner=properties(or_else=f"co station, {other}"))),
            one(service(inner=properties(or_else="co station, sho station"))),
        )
        for rule, other in (
            ("role-unknown", "shoo station"),
            ("role-unknown", ""),
            ("level-unknown", "sho"),
            ("level-unknown", "sho station moon"),
        )
    ),
    (
        "role-unknown",
        laned({"role": "co", "level": "station", "or_else": "shoo station"}, "x"),
        laned({"role": "co", "level": "station", "or_else": "sho station"}, "x"),
    ),
    ("role-vacant", one(task(camunda__candidateGroups="legal_desk")), FINE),
    ("role-vacant", laned({"role": "legal_desk"}, "x"), laned({"role": "complainant"}, "x")),
    ("level-missing", laned({"role": "co"}, "x"), laned({"role": "co", "level": "station"}, "x")),
    (
        "level-unknown",
        laned({"role": "sho", "level": "moon"}, "x"),
        laned({"role": "sho", "level": "station"}, "x"),
    ),
    (
        "property-refused",
        one(service(inner=properties(deadline="statutary"))),
        one(service(inner=properties(deadline="statutory"))),
    ),
    (
        "property-refused",
        laned({"role": "sho", "holder_gender": "woman"}, "x"),
        laned({"role": "sho", "holder_gender": "female"}, "x"),
    ),
    *(
        (
            "property-refused",
            one(task(inner=properties(**{name: "ture"}))),
            one(task(inner=properties(**{name: "true"}))),
        )
        for name in (
            "custody_stays",
            "another_officer",
            "makes_word",
            "visits_her",
            "asks_code",
            "if_owed",
        )
    ),
    (
        "property-refused",
        one(service(inner=properties(severity="ambre"))),
        one(service(inner=properties(severity="amber"))),
    ),
    (
        "property-refused",
        one(task(inner=properties(stage="investigated"))),
        one(task(inner=properties(stage="under_investigation"))),
    ),
    (
        "property-refused",
        one(task(inner=properties(reads_out="numbre"))),
        one(task(inner=properties(reads_out="number"))),
    ),
    (
        "property-refused",
        one(task(inner=properties(may_change="cod"), camunda__formKey="f.form")),
        one(task(inner=properties(may_change="code"), camunda__formKey="f.form")),
    ),
    (
        "reference-dangling",
        one(task(inner=properties(settled_by="gone"))),
        one(task(inner=properties(settled_by="e"))),
    ),
    (
        "code-without-words",
        one(service(inner=properties(reason="late", reason_text="It is late"))),
        one(service(inner=properties(reason="late", reason_text="Late", reason_text_hi="देर"))),
    ),
    *(
        ("one-language-only", one(task(inner=properties(**one_language))), both_languages)
        for both_languages in [one(task(inner=properties(instead="Ask", instead_hi="पूछें")))]
        for one_language in ({"instead": "Ask"}, {"instead_hi": "पूछें"}, {"name_for_her": "Call"})
    ),
]
