"""Control signs are found and marked; what Hindi and word processors write is no such sign."""

import pytest

from engine import control_signs


@pytest.mark.parametrize("sign", ["\x00", "\x07", "\x1b", "\x1f", "\x7f", "\x9b"])
def test_a_control_sign_is_found_and_marked(sign: str) -> None:
    text = f"Asha{sign} Devi"

    assert control_signs.holds_control_sign(text)
    assert control_signs.marked(text) == "Asha\N{REPLACEMENT CHARACTER} Devi"


@pytest.mark.parametrize("text", ["क\u094d\u200dष", "र\u094d\u200cय", "a\tb\nc", "👩\u200d👧"])
def test_joiners_tabs_and_lines_are_none(text: str) -> None:
    assert not control_signs.holds_control_sign(text)
    assert control_signs.marked(text) == text


@pytest.mark.parametrize("sign", ["\r\n", "\r", "\v", "\f", "\x85", "\u2028", "\u2029"])
def test_every_kind_of_line_break_becomes_a_plain_one(sign: str) -> None:
    assert control_signs.with_plain_breaks(f"one{sign}two") == "one\ntwo"
