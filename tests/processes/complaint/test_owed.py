"""What the law asks for in a case: the table of steps, and that each begins once."""

from types import SimpleNamespace
from typing import Any

import pytest

from engine.law import KOLKATA
from processes.complaint.owed import begin_steps, let_begin_again
from tests.processes.complaint.law import NOW, law_of, tables


class Asked(SimpleNamespace):
    """A step as the handler sees it: what it may read, and what it lets every branch know."""

    def share(self, **values: Any) -> None:
        self.shared = values


def owed(*codes: str, **answers: Any) -> set[str]:
    law = law_of(*codes, incident_on="2026-03-01", fir_on="2026-03-02", **answers)
    known = {"offences": list(codes), "incident_on": "2026-03-01", **answers, **law}
    return set(tables()["steps_owed"].evaluate(known, now=NOW, zone=KOLKATA)["steps_owed"])


def asked(properties: dict[str, str], **variables: Any) -> Any:
    return Asked(properties=properties, variables=variables)


@pytest.mark.parametrize(
    ("codes", "steps"),
    [
        (["hurt"], set()),
        (["rape"], {"medical", "statement", "legal_services"}),
        (["acid_attack"], {"medical", "statement", "legal_services", "interim_relief"}),
        (["hurt", "pocso_harassment"], {"statement", "legal_services", "child_welfare"}),
    ],
)
def test_the_table_names_the_steps_that_the_offences_ask_for(
    codes: list[str], steps: set[str]
) -> None:
    assert owed(*codes, age_band="18_plus") == steps


def test_a_step_that_has_begun_does_not_begin_again() -> None:
    step = asked(
        {"steps": "medical, child_welfare", "if_owed": "true"},
        steps_owed=["medical", "child_welfare", "statement"],
        steps_begun=["medical"],
    )

    said = begin_steps(step)

    assert said["new_steps"] == ["child_welfare"]
    assert step.shared == {"steps_begun": ["child_welfare", "medical"]}


def test_what_the_law_does_not_ask_for_does_not_begin() -> None:
    step = asked({"steps": "medical, child_welfare", "if_owed": "true"}, steps_owed=["statement"])

    said = begin_steps(step)

    assert said == {"new_steps": [], "steps_begun": []}


def test_what_is_known_to_be_owed_begins_without_the_table() -> None:
    step = asked({"steps": "child_welfare"})

    said = begin_steps(step)

    assert said["new_steps"] == ["child_welfare"]


def test_what_was_not_needed_after_all_may_begin_later() -> None:
    step = asked({"steps": "child_welfare"}, steps_begun=["child_welfare", "medical"])

    said = let_begin_again(step)

    assert said == {"steps_begun": ["medical"]}
