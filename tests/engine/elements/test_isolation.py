"""Every token has its own view of the variables; see engine/elements/isolation.py."""

from collections.abc import Callable
from copy import deepcopy
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from engine.elements.isolation import merge
from tests.engine.drawing import drawing, end, parallel, script, start, user
from tests.engine.toy import PlainToy, Toy

Run = Callable[..., Toy]

BRANCHES = drawing(
    *(start("s"), user("ask"), parallel("split"), user("look"), parallel("join"), end("e")),
    script("change", "doc['x']['v'] = 'changed'"),
    flows="s -> ask -> split -> change -> join -> e; split -> look -> join",
)


def test_a_script_in_one_branch_does_not_reach_into_another(run: Run) -> None:
    toy = run(BRANCHES)

    toy.complete("ask", doc={"x": {"v": "old"}})

    (look,) = (task for task in toy.tasks() if task.task_spec.name == "look")
    assert look.data["doc"] == {"x": {"v": "old"}}


def test_the_plain_library_shares_nested_values() -> None:
    toy = PlainToy(BRANCHES)

    toy.complete("ask", doc={"x": {"v": "old"}})

    (look,) = toy.workflow.get_tasks(spec_name="look")
    assert look.data["doc"] == {"x": {"v": "changed"}}


def test_a_step_is_handed_the_values_themselves() -> None:
    """The library copies every value at every step: a long case would cost more and more."""
    pages = ["page"] * 100
    files = drawing(
        *(start("s"), user("ask"), script("count", "n = 1"), user("look"), end("e")),
        flows="s -> ask -> count -> look -> e",
    )
    toy = Toy(files, pages=pages)

    toy.complete("ask")

    (look,) = (task for task in toy.tasks() if task.task_spec.name == "look")
    assert look.data["pages"] is pages


def test_the_change_arrives_where_the_branches_meet(run: Run) -> None:
    toy = run(BRANCHES)

    toy.complete("ask", doc={"x": {"v": "old"}, "y": 1})
    toy.complete("look")

    assert toy.data["doc"] == {"x": {"v": "changed"}, "y": 1}


VALUES = st.recursive(
    st.integers(0, 3) | st.text(max_size=1) | st.lists(st.integers(0, 2), max_size=2),
    lambda inner: st.dictionaries(st.sampled_from("ab"), inner, max_size=2),
    max_leaves=4,
)
VARIABLES = st.dictionaries(st.sampled_from("abc"), VALUES, max_size=3)


@given(base=VARIABLES, changed=VARIABLES)
def test_what_one_branch_changed_counts_whole(base: dict[str, Any], changed: Any) -> None:
    result = merge(base, dict(base), changed)

    assert result == changed


@given(base=VARIABLES, changed=VARIABLES)
def test_an_unchanged_branch_changes_nothing(base: dict[str, Any], changed: Any) -> None:
    result = merge(base, dict(changed), base)

    assert result == changed


@given(base=VARIABLES, one=VARIABLES, two=VARIABLES)
def test_no_value_is_edited(base: Any, one: Any, two: Any) -> None:
    before = deepcopy((base, one, two))

    merge(base, merge(base, dict(base), one), two)

    assert (base, one, two) == before


@given(base=VARIABLES, one=VARIABLES, two=VARIABLES)
def test_changes_to_different_variables_do_not_depend_on_the_order(
    base: Any, one: Any, two: Any
) -> None:
    two = {**two, **{key: base[key] for key in base if one.get(key) != base[key]}}
    two = {key: two[key] for key in two if key in base or key not in one}

    forth = merge(base, merge(base, dict(base), one), two)
    back = merge(base, merge(base, dict(base), two), one)

    assert forth == back
