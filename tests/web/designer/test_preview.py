"""The preview of a form: the server's own page of it, or what is wrong."""

import json
from typing import Any

import pytest
from lxml import html

from tests.web.browser import Browser
from tests.web.designer.conftest import Begin
from tests.web.designer.test_findings import ask
from tests.web.installation import SHIPPED


def form(*components: dict[str, Any]) -> bytes:
    return json.dumps({"id": "ask", "type": "default", "components": list(components)}).encode()


NAME = {
    "type": "textfield",
    "key": "colour",
    "label": "Which colour?",
    "properties": {"label_hi": "कौन सा रंग?"},
    "conditional": {"hide": "=true"},
}


def test_a_form_is_shown_as_it_will_be_asked(meera: Browser, begin: Begin) -> None:
    shown = {**NAME, "conditional": None}

    answer = ask(meera, begin(), "preview?in=en", form(shown))

    page = html.fromstring(answer.json["page"])
    assert page.xpath("//label[contains(., 'Which colour?')]/following::input[@name='f-colour']")
    assert not page.xpath("//script")


def test_it_speaks_the_language_that_is_asked_for(meera: Browser, begin: Begin) -> None:
    shown = {**NAME, "conditional": None}

    answer = ask(meera, begin(), "preview?in=hi", form(shown))

    assert "कौन सा रंग?" in answer.json["page"]
    assert "Which colour?" not in answer.json["page"]
    assert 'lang="hi"' in answer.json["page"]


def test_what_is_asked_only_sometimes_is_shown_on_demand(meera: Browser, begin: Begin) -> None:
    draft = begin()

    assert "Which colour?" not in ask(meera, draft, "preview?in=en", form(NAME)).json["page"]
    assert "Which colour?" in ask(meera, draft, "preview?in=en&all=1", form(NAME)).json["page"]


@pytest.mark.parametrize(
    "content",
    [b"", b"[", b"[]", b"{}", b"\xff", b"[" * 100_000, form({"type": "iframe", "key": "a"})],
)
def test_a_broken_form_is_told_in_words(meera: Browser, begin: Begin, content: bytes) -> None:
    answer = ask(meera, begin(), "preview", content)

    assert answer.status_code == 422
    assert answer.json["faults"]


def test_a_list_that_depends_on_a_case_has_stand_ins(meera: Browser, begin: Begin) -> None:
    seats = {"type": "select", "key": "seat", "label": "Who?", "valuesKey": "io_seats"}

    answer = ask(meera, begin(), "preview?in=en", form(seats))

    assert "from the list io_seats" in answer.json["page"]


def test_every_shipped_form_can_be_shown(meera: Browser, begin: Begin) -> None:
    draft = begin()
    shipped = sorted(SHIPPED.glob("*/forms/*.form"))

    failed = [
        path.name
        for path in shipped
        if ask(meera, draft, "preview?all=1", path.read_bytes()).status_code != 200
    ]

    assert len(shipped) > 50
    assert failed == []


def test_too_large_a_form_is_not_read(meera: Browser, begin: Begin) -> None:
    assert ask(meera, begin(), "preview", b"0" * 2_000_001).status_code == 413
