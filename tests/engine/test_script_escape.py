"""A designer's text never gets out of the language, runs long, or raises anything unforeseen."""

import pytest

from tests.engine.doors import (
    ALL_DOORS,
    FEEL_DOORS,
    SCRIPT_DOORS,
    Host,
    assert_harmless,
    nothing_happens,
)
from tests.engine.hostile_texts import DEAR, ESCAPES, FEEL_TEXTS, SCRIPTS

pytestmark = pytest.mark.filterwarnings("ignore::SyntaxWarning", "ignore::DeprecationWarning")


@pytest.mark.parametrize("text", ESCAPES)
def test_no_expression_escapes_by_any_door(text: str) -> None:
    assert_harmless(text, ALL_DOORS)


@pytest.mark.parametrize("text", SCRIPTS)
def test_no_script_escapes_by_any_door(text: str) -> None:
    assert_harmless(text, ALL_DOORS)


@pytest.mark.parametrize("text", DEAR, ids=[text[:30].encode("unicode_escape") for text in DEAR])
def test_no_text_runs_long(text: str) -> None:
    assert_harmless(text, ALL_DOORS)


@pytest.mark.parametrize("text", FEEL_TEXTS, ids=[text[:30] for text in FEEL_TEXTS])
def test_no_feel_escapes_or_runs_long(text: str) -> None:
    assert_harmless(text, FEEL_DOORS)


@pytest.mark.parametrize(
    "text",
    [
        "s = 'a'\n" + "s = s + s\n" * 200,
        "s = [1]\n" + "s = [s, s]\n" * 100,
        "s = {'a': 1}\n" + "s = {'a': s, 'b': s}\n" * 60,
        "s = [many, many]\n" + "s = s + s\n" * 60,
        "x.a.b.c.d.e.f = big\n" * 60,
        "case.a = case\n" * 60,
        "n = 9\n" + "n = n * n\n" * 60,
        "n = 9\nn **= 9\nn **= 9",
        "d = span\n" + "d = d * 1000\n" * 20,
        "d = day\n" + "d += days(36000)\n" * 99,
        "if number:\n" + " if number:\n" * 50,
    ],
)
def test_no_script_grows_without_bound(text: str) -> None:
    assert_harmless(text, SCRIPT_DOORS)


def test_the_listener_hears_what_would_be_an_escape() -> None:
    """The guard of these tests is no guard if it hears nothing."""
    with pytest.raises(AssertionError), nothing_happens():
        open(__file__).close()
    with pytest.raises(AssertionError), nothing_happens():
        eval("1")
    with pytest.raises(AssertionError), nothing_happens():
        bool(Host())
