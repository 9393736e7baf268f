"""For each rule of the checker a drawing that breaks it, and the same one sound."""

from tests.engine.check.cases import (
    arrows,
    files,
    forms,
    notices,
    owners,
    references,
    refused,
    structure,
    texts,
    timers,
    tokens,
)
from tests.engine.check.toys import Case

CASES: list[Case] = [
    *files.CASES,
    *structure.CASES,
    *arrows.CASES,
    *texts.CASES,
    *timers.CASES,
    *tokens.CASES,
    *forms.CASES,
    *notices.CASES,
    *references.CASES,
    *owners.CASES,
    *refused.CASES,
]
