"""Every string of the pages is there in Hindi, and the compiled catalogue is up to date."""

from tools.translations import extracted, problems


def test_every_string_of_the_pages_is_translated() -> None:
    assert problems() == []


def test_strings_of_code_and_of_templates_are_found() -> None:
    found = {message.id for message in extracted()}

    assert "Leave this page now" in found
    assert "Choose an answer." in found
