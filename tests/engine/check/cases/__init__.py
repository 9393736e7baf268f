"""For each rule of the checker a drawing that breaks it, and the same one sound."""

from tests.engine.check.cases import (
    about,
    arrows,
    deadlines,
    endings,
    files,
    forms,
    notices,
    owners,
    references,
    refused,
    structure,
    tables,
    texts,
    timers,
    tokens,
    variables,
)
from tests.engine.check.toys import Case

CASES: list[Case] = [
    *files.CASES,
    *structure.CASES,
    *arrows.CASES,
    *texts.CASES,
    *timers.CASES,
    *tokens.CASES,
    *deadlines.CASES,
    *endings.CASES,
    *variables.CASES,
    *tables.CASES,
    *forms.CASES,
    *notices.CASES,
    *about.CASES,
    *references.CASES,
    *owners.CASES,
    *refused.CASES,
]
