"""The rights page: what was read in the law, and nothing else."""

from flask import Flask

from processes.complaint.rights import VERIFIED, all_rights, published
from tests.web.browser import Browser


def test_only_verified_parts_are_published() -> None:
    parts = [part for right in published() for part in right.parts]

    assert parts
    assert {part.status for part in parts} == {VERIFIED}


def test_what_is_not_verified_stays_off_the_page(app: Flask) -> None:
    words = {
        language: Browser(app, language=language).open("/rights").words for language in ("en", "hi")
    }
    hidden = [part for right in all_rights() for part in right.parts if part.status != VERIFIED]

    assert hidden
    for part in hidden:
        for language in ("en", "hi"):
            assert " ".join(part.text[language].split()) not in words[language]


def test_every_right_stands_with_its_source_in_the_readers_language(app: Flask) -> None:
    page = Browser(app, language="hi").open("/rights")

    for right in published():
        assert right.title["hi"] in page.words
        for part in right.parts:
            assert part.source in page.words


def test_the_law_gives_two_months_only_where_it_does(browser: Browser) -> None:
    words = browser.open("/rights#two_months").words

    assert "For rape, gang rape and child sexual assault" in words
    assert "For other complaints this portal sets a two-month target" in words
