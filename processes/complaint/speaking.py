"""Speaking: with whom officers speak, in the words of the table beside the drawing."""

from engine.forms import Option
from processes.complaint.offences import Tables, first_cells

#: Has a row for each answer of the table that says with whom to speak.
WAYS = "ways_of_speaking"


def ways_of_speaking(tables: Tables) -> tuple[Option, ...]:
    """Every way of speaking with her, as officers read it."""
    table = tables[WAYS]
    said = ((code, table.evaluate({"speak_with": code})) for code in first_cells(table))
    return tuple(Option(code, row["sentence"], row["sentence_hi"]) for code, row in said)
