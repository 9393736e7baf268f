"""Waits: which elements wait for a message, and what leads to them."""

from processes.waits import waits_of
from tests.processes.drawings import files_of


def test_a_wait_is_known_with_what_leads_to_it() -> None:
    waits = waits_of(files_of("complaint"))

    assert waits["she_confirms_herself"] == {"what_comes_first"}


def test_a_timer_or_an_event_on_a_border_is_no_wait_for_a_message() -> None:
    files = files_of("complaint")

    waits = waits_of(files)

    assert not {wait for wait in waits if f'boundaryEvent id="{wait}"' in str(files)}
    assert all(sources for sources in waits.values())


def test_a_drawing_without_messages_has_none() -> None:
    assert waits_of({"forms/x.form": b"{}"}) == {}
