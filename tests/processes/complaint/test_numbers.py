"""Complaint numbers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from processes.complaint import numbers
from processes.exceptions import NumberNotValid

data = st.text(alphabet=numbers.ALPHABET, min_size=12, max_size=12)


def test_a_new_number_is_valid_and_new() -> None:
    made = {numbers.new_number() for _ in range(200)}

    assert len(made) == 200
    assert all(numbers.parse(number) == number for number in made)


@given(data, st.integers(0, 12), st.sampled_from(numbers.ALPHABET))
def test_one_wrong_character_is_always_noticed(text: str, at: int, wrong: str) -> None:
    number = text + numbers.check_character(text)
    changed = number[:at] + wrong + number[at + 1 :]

    if changed == number:
        assert numbers.parse(changed) == number
    else:
        with pytest.raises(NumberNotValid):
            numbers.parse(changed)


@given(data, st.integers(0, 12), st.integers(0, 12))
def test_two_swapped_characters_are_always_noticed(text: str, one: int, other: int) -> None:
    number = list(text + numbers.check_character(text))
    swapped = number.copy()
    swapped[one], swapped[other] = swapped[other], swapped[one]

    if swapped == number:
        assert numbers.parse("".join(swapped)) == "".join(number)
    else:
        with pytest.raises(NumberNotValid):
            numbers.parse("".join(swapped))


@given(data)
def test_a_number_is_read_however_it_was_typed(text: str) -> None:
    number = text + numbers.check_character(text)
    sloppy = f" {numbers.written(number).lower()} ".replace("0", "o").replace("1", "l")

    assert numbers.parse(sloppy) == number
    assert numbers.parse(number.replace("1", "I").replace("2", "२")) == number


@pytest.mark.parametrize("text", ["", "ABC", "A" * 14, "U" * 13, "🙂" * 13, "0" * 12 + "1"])
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(NumberNotValid):
        numbers.parse(text)


def test_a_number_is_shown_in_groups_and_every_character_can_be_said() -> None:
    number = numbers.new_number()

    aloud = numbers.read_aloud(number)

    assert [len(group) for group in numbers.groups(number)] == [4, 4, 4, 1]
    assert "".join(spoken.character for group in aloud for spoken in group) == number
    assert all(spoken.english and spoken.hindi for group in aloud for spoken in group)


def test_every_character_of_the_alphabet_has_its_own_words() -> None:
    said = [numbers.read_aloud(character * numbers.LENGTH)[0][0] for character in numbers.ALPHABET]

    assert len({spoken.english for spoken in said}) == len(numbers.ALPHABET)
    assert len({spoken.hindi for spoken in said}) == len(numbers.ALPHABET)
