"""Pairs: what a designer sees of two versions before any case moves."""

from pathlib import Path

import pytest

from engine.exceptions import CannotMove, MappingRefused
from engine.migration.pairs import Pair, pairs, standing
from engine.migration.plan import Plan
from engine.migration.reasons import SENTENCES, Reason, reason_text
from tests.engine.drawing import drawing, end, exclusive, parallel, script, start, user
from tests.engine.migration.differential import version_of
from tests.engine.migration.test_scopes import boxed, calling
from tests.engine.runtime import Portal


def shown(found: list[Pair]) -> dict[str, str]:
    """The steps, and the step or the reason for each."""
    return {
        pair.old.id: pair.new.id if pair.new else pair.reason.code if pair.reason else ""
        for pair in found
    }


def test_every_step_at_which_a_case_may_stand_is_paired() -> None:
    old = drawing(
        start("s"),
        user("ask", name="Ask her"),
        script("count", "n = 1"),
        exclusive("which", default="which_to_split"),
        parallel("split"),
        user("one"),
        user("two"),
        parallel("join"),
        end("e"),
        flows="s -> ask -> count -> which -> split -> one -> join; split -> two -> join -> e",
    )
    new = drawing(
        start("s"),
        user("ask_her", name="Ask her"),
        parallel("split"),
        user("one"),
        script("two", "n = 1"),
        parallel("join"),
        end("e"),
        flows="s -> ask_her -> split -> one -> join; split -> two -> join -> e",
    )

    found = pairs(Plan(version_of(old, 1), version_of(new, 2), {"ask": "ask_her"}))

    assert shown(found) == {
        "ask": "ask_her",
        "one": "one",
        "two": "kind-changed",
        "join": "join",
    }
    assert [pair.is_mapped for pair in found] == [True, False, False, False]
    assert [each.id for each in found[2].choices] == ["ask_her", "one"]


def test_steps_inside_a_sub_process_are_paired_where_it_is() -> None:
    old, new = version_of(boxed("box", "inner"), 1), version_of(boxed("crate", "core"), 2)

    unmapped = shown(pairs(Plan(old, new)))
    mapped = shown(pairs(Plan(old, new, {"box": "crate", "inner": "core"})))

    assert (unmapped["box"], unmapped["inner"]) == ("step-gone", "other-scope")
    assert (mapped["box"], mapped["inner"], mapped["late_step"]) == ("crate", "core", "late_step")


def test_the_steps_of_a_called_process_are_paired() -> None:
    old, new = version_of(calling("help"), 1), version_of(calling("help", inner="core"), 2)

    assert shown(pairs(Plan(old, new, {"inner": "core"}))) == {"call": "call", "inner": "core"}


def test_a_mapping_of_steps_that_are_nowhere_is_refused_with_their_names() -> None:
    old, new = version_of(boxed("box", "inner"), 1), version_of(boxed("crate", "core"), 2)

    with pytest.raises(MappingRefused) as refused:
        Plan(old, new, {"nothing": "core", "inner": "nowhere"})

    told = [(each.code, each.element_id) for each in refused.value.reasons]
    assert told == [("unknown-step", "nothing"), ("unknown-step", "nowhere")]


def test_open_tasks_are_counted_by_their_step(portal: Portal) -> None:
    definition = portal.deploy(boxed("box", "inner"))
    for _ in range(3):
        case = portal.start()
    portal.do(case, "inner")

    with portal.sessions() as session:
        found = standing(session, definition)

    assert dict(found) == {"inner": 2, "after": 1}


@pytest.mark.parametrize("code", sorted(SENTENCES))
def test_each_reason_says_the_step_in_both_languages(code: str) -> None:
    reason = Reason(code, "x", "Ask her", "उनसे पूछें", {"source": "s", "error": "OSError"})

    english, hindi = reason_text(reason)

    assert english.endswith(".")
    assert hindi.endswith("।")
    assert "{" not in english + hindi
    assert ("Ask her" in english) == ("उनसे पूछें" in hindi)


def test_a_reason_comes_back_from_its_row_as_it_was() -> None:
    reason = Reason("arrow-gone", "join", "Join", "मिलान", {"source": "one"})

    assert Reason.of_json(reason.as_json()) == reason
    assert "arrow-gone join" in str(CannotMove([reason]))


def test_the_page_of_reasons_says_what_the_portal_says() -> None:
    page = (Path(__file__).parents[3] / "docs/reference/migration.md").read_text()

    told = [line for line in page.splitlines() if line.startswith("| `")]

    assert told == [
        f"| `{code}` | {english} | {hindi} |" for code, (english, hindi) in SENTENCES.items()
    ]
