"""What people write as a rank, and what the tables of the law know it as."""

import pytest

from processes.posts import ranks


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("Sub-Inspector", "sub_inspector"),
        ("Woman Sub Inspector", "sub_inspector"),
        ("SI", "sub_inspector"),
        ("S.I. (W)", "sub_inspector"),
        ("Assistant Sub-Inspector", "assistant_sub_inspector"),
        ("Inspector of Police", "inspector"),
        ("DySP", "deputy_superintendent"),
        ("Assistant Commissioner of Police", "deputy_superintendent"),
        ("उप निरीक्षक", "sub_inspector"),
        ("Deputy Secretary", None),
        ("", None),
    ],
)
def test_a_rank_is_known_however_it_is_written(written: str, code: str | None) -> None:
    assert ranks.code_of(written) == code


@pytest.mark.parametrize(
    ("written", "hindi"),
    [
        ("Woman Sub-Inspector", "महिला उप निरीक्षक"),
        ("Inspector of Police", "निरीक्षक"),
        ("Keeper of the stores", "Keeper of the stores"),
    ],
)
def test_a_rank_that_is_known_is_said_in_hindi(written: str, hindi: str) -> None:
    assert ranks.in_hindi(written) == hindi


def test_no_name_means_two_ranks() -> None:
    names = [name for rank in ranks.RANKS for name in rank.names]

    assert len(names) == len(set(names))
