"""What a simulation asks at each event is read along indexes, however long the history is."""

import pytest

from engine.prepared import Prepared
from models.session import open_database
from processes.simulation import gate, looking

#: The index of the jobs that wait, in the order in which they are due.
WAITING_JOBS = "SCAN job USING INDEX ix_job_due"


@pytest.mark.parametrize(
    "asked",
    [
        *(looking._NEWEST, looking._OPEN, looking._KEY, looking._NEXT),
        *(gate._DUE, gate._SENT, gate._DONE),
    ],
)
def test_no_look_reads_a_table_in_full(sqlite_url: str, asked: Prepared) -> None:
    database = open_database(sqlite_url)
    text = asked._for(database.dialect).text

    with database.connect() as connection:
        explained = connection.exec_driver_sql(
            f"EXPLAIN QUERY PLAN {text}", ("",) * text.count("?")
        )
        plan = [str(row[-1]) for row in explained]
    database.dispose()

    read_otherwise = [line for line in plan if not line.startswith("SEARCH")]
    assert plan
    assert [line for line in read_otherwise if line != WAITING_JOBS] == []
