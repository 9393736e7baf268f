"""Roles go by their names and not by their short ones, also those that only a draft brings."""

import json

from tests.web.browser import Browser
from tests.web.designer.conftest import Begin
from tests.web.designer.test_publishing import example


def test_roles_that_differ_go_by_their_names(meera: Browser, begin: Begin) -> None:
    files = example()
    (brought,) = json.loads(files["process.json"])["roles"]
    other = files["visit.bpmn"].replace(brought["role"].encode(), b"receiving_officer")
    before, after = begin(files), begin({**files, "visit.bpmn": other})

    english = meera.open(f"/designer/compare/draft-{before}/draft-{after}?lang=en")
    hindi = meera.open(f"/designer/compare/draft-{before}/draft-{after}?lang=hi")

    assert brought["name"] in english.words
    assert "Receiving officer" in english.words
    assert brought["name_hi"] in hindi.words
    assert brought["role"] not in english.words
