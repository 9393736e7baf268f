"""Branches: those that have arrived at a join are counted on, and none waits for ever."""

from models import InstanceStatus
from tests.engine.drawing import drawing, end, exclusive, inclusive, parallel, start, user
from tests.engine.migration.cases import migrate, order, refusals
from tests.engine.runtime import Portal

TWO = drawing(
    start("s"),
    parallel("split"),
    user("one"),
    user("two"),
    parallel("join"),
    user("last"),
    end("e"),
    flows="s -> split -> one -> join; split -> two -> join -> last -> e",
)
THREE = drawing(
    start("s"),
    parallel("split"),
    user("one"),
    user("two"),
    user("three"),
    parallel("join"),
    user("last"),
    end("e"),
    flows="s -> split -> one -> join; split -> two -> join; split -> three -> join -> last -> e",
)
#: A further step between the second branch and the join.
LONGER = drawing(
    start("s"),
    parallel("split"),
    user("one"),
    user("two"),
    user("two_more"),
    parallel("join"),
    user("last"),
    end("e"),
    flows="s -> split -> one -> join; split -> two -> two_more -> join -> last -> e",
)


def test_a_half_counted_join_goes_on_counting(portal: Portal) -> None:
    portal.deploy(TWO)
    case = portal.start()
    portal.do(case, "one", brought=1)
    portal.deploy(LONGER)

    done = migrate(portal)
    portal.do(case, "two")
    portal.do(case, "two_more", other=2)

    assert done.moved == 1
    assert portal.open(case) == ["last"]
    assert portal.variables(case) == {"brought": 1, "other": 2}


def test_a_branch_that_arrived_from_a_renamed_step_counts_if_the_step_is_mapped(
    portal: Portal,
) -> None:
    portal.deploy(TWO)
    case = portal.start()
    portal.do(case, "one")
    portal.deploy(renamed(TWO))

    unmapped = refusals(portal)
    done = migrate(portal, order(steps={"one": "first"}))
    portal.do(case, "two")

    assert unmapped == [("arrow-gone", "join")]
    assert done.moved == 1
    assert portal.open(case) == ["last"]


def test_a_join_that_has_counted_must_join_as_many_branches(portal: Portal) -> None:
    portal.deploy(TWO)
    case = portal.start()
    portal.do(case, "one")
    portal.deploy(THREE)

    assert refusals(portal) == [("arrows-changed", "join")]
    assert portal.open(case) == ["two"]


def test_a_case_between_split_and_join_does_not_get_a_branch_it_never_began(
    portal: Portal,
) -> None:
    portal.deploy(TWO)
    case = portal.start()
    portal.deploy(THREE)

    assert refusals(portal) == [("join-never-filled", "join")]
    assert portal.open(case) == ["one", "two"]


def test_a_case_before_the_split_gets_all_branches_of_the_new_version(portal: Portal) -> None:
    before = drawing(
        start("s"),
        user("first"),
        parallel("split"),
        user("one"),
        user("two"),
        parallel("join"),
        end("e"),
        flows="s -> first -> split -> one -> join; split -> two -> join -> e",
    )
    after = drawing(
        start("s"),
        user("first"),
        parallel("split"),
        user("one"),
        user("two"),
        user("three"),
        parallel("join"),
        end("e"),
        flows="s -> first -> split -> one -> join; split -> two -> join; split -> three -> join;"
        "join -> e",
    )
    portal.deploy(before)
    case = portal.start()
    portal.deploy(after)

    done = migrate(portal)
    portal.do(case, "first")

    assert done.moved == 1
    for step in ("one", "three", "two"):
        portal.do(case, step)
    assert portal.status(case) is InstanceStatus.COMPLETED


def test_a_branch_the_new_version_no_longer_joins_ends_for_itself(portal: Portal) -> None:
    portal.deploy(THREE)
    case = portal.start()
    portal.deploy(
        drawing(
            start("s"),
            parallel("split"),
            user("one"),
            user("two"),
            user("three"),
            parallel("join"),
            user("last"),
            end("e"),
            end("e3"),
            flows="s -> split -> one -> join; split -> two -> join; split -> three -> e3;"
            "join -> last -> e",
        )
    )

    done = migrate(portal)
    for step in ("one", "two", "three", "last"):
        portal.do(case, step)

    assert done.moved == 1
    assert portal.status(case) is InstanceStatus.COMPLETED


def test_an_inclusive_join_that_waits_for_nobody_any_more_goes_on_by_itself(
    portal: Portal,
) -> None:
    shape = [
        start("s"),
        parallel("fork"),
        inclusive("some", default="some_to_one"),
        user("one"),
        user("two"),
        user("aside"),
        exclusive("where", default="where_to_join"),
        inclusive("join"),
        user("last"),
        end("e"),
        end("e2"),
    ]
    portal.deploy(
        drawing(
            *shape,
            flows="s -> fork -> some; fork -> aside -> where -> join; where -> e2: gone;"
            "some -> one -> join; some -> two: both; two -> join; join -> last -> e",
        )
    )
    case = portal.start(both=False, gone=False)
    portal.do(case, "one")
    before = portal.open(case)
    portal.deploy(
        drawing(
            *[each for each in shape if '"where"' not in each],
            user("where_now"),
            flows="s -> fork -> some; fork -> aside -> e2; where_now -> join;"
            "some -> where_now: gone; some -> one -> join; some -> two: both; two -> join;"
            "join -> last -> e",
        )
    )

    done = migrate(portal, order(steps={"where": "where_now"}))

    assert before == ["aside"]
    assert done.moved == 1
    assert portal.open(case) == ["aside", "last"]


def renamed(files: dict[str, bytes]) -> dict[str, bytes]:
    """The first branch's step under another id."""
    return {
        path: text.replace(b'"one"', b'"first"').replace(b"_one", b"_first")
        for path, text in files.items()
    }
