"""A designer's pattern cannot hold up the portal, whatever a stranger types."""

import re
import time

import pytest

from engine.forms.patterns import PatternRefused, check_pattern, matches
from tests.pace import within


@pytest.mark.parametrize("pattern", [r"(a+)+b", r"(a|a)*b", r"(.*)*x", r"^(\w+\s?)*$x"])
def test_a_pattern_that_python_would_run_for_ever_is_answered_at_once(pattern: str) -> None:
    typed = "a" * 20_000

    with within(seconds=1):
        found = matches(pattern, typed)

    assert found is False


def test_the_same_pattern_doubles_pythons_work_with_each_letter() -> None:
    def work(letters: int) -> float:
        began = time.process_time()
        re.fullmatch(r"(a+)+b", "a" * letters)
        return time.process_time() - began

    assert work(22) > 4 * work(16)


@pytest.mark.parametrize(
    ("pattern", "typed", "fits"),
    [
        ("^[0-9]{6}$", "123456", True),
        ("[0-9]{6}", "123456", True),
        ("[0-9]{6}", "1234567", False),
        ("^[6-9][0-9]{4} ?[0-9]{5}$", "98765 43210", True),
        ("[अ-ह ]+", "कमल", True),
    ],
)
def test_the_whole_text_must_fit(pattern: str, typed: str, fits: bool) -> None:
    assert matches(pattern, typed) is fits


@pytest.mark.parametrize("pattern", ["(", "[a", r"(a)\1", "(?=a)b", "a{1001}{1001}"])
def test_what_cannot_run_in_bounded_time_is_refused(
    pattern: str, capfd: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(PatternRefused):
        check_pattern(pattern)

    assert capfd.readouterr().err == ""
