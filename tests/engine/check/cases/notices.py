"""Drawings for the rules about notices."""

from tests.engine.check.toys import FINE, NOTICES, Case, one, properties, service

CASES: list[Case] = [
    (
        "notice-unknown",
        one(service(inner=properties(notice="gone"))),
        {**one(service(inner=properties(notice="hello"))), "notices/n.json": NOTICES},
    ),
    ("notice-file-refused", {**FINE, "notices/n.json": b"[]"}, {**FINE, "notices/n.json": NOTICES}),
    (
        "notice-incomplete",
        {**FINE, "notices/n.json": NOTICES.replace(b'"hi"', b'"ta"')},
        {**FINE, "notices/n.json": NOTICES},
    ),
]
