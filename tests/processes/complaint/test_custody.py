"""How many days of custody are watched: by the table of the law, or fewer."""

from datetime import UTC, datetime

import pytest

from engine.decisions import compile_decisions
from engine.law import KOLKATA
from tests.processes.drawings import files_of

NOW = datetime(2026, 3, 2, 5, 30, tzinfo=UTC)
NINETY = ("P90D", "P80D", "P87D")
SIXTY = ("P60D", "P50D", "P57D")


@pytest.mark.parametrize(
    ("by_law", "said", "watched"),
    [
        (90, "table", NINETY),
        (90, "90", NINETY),
        (90, "60", SIXTY),
        (60, "table", SIXTY),
        (60, "60", SIXTY),
        (60, "90", SIXTY),
        (None, "90", NINETY),
        (None, "table", SIXTY),
        (None, "60", SIXTY),
    ],
)
def test_the_table_of_the_law_decides_and_the_shorter_time_is_watched(
    by_law: int | None, said: str, watched: tuple[str, str, str]
) -> None:
    table = compile_decisions(files_of("complaint")["custody.dmn"])["custody"]

    found = table.evaluate(
        {"custody_limit_days": by_law, "custody_days_said": said}, now=NOW, zone=KOLKATA
    )

    assert found == dict(
        zip(
            ("custody_length", "custody_ten_days_left", "custody_three_days_left"),
            watched,
            strict=True,
        )
    )
