"""YAML in cases: what it means, and what is refused."""

import pytest

from processes.scripted.yaml_text import MOST_BYTES, NotReadable, read_yaml


def test_texts_numbers_truth_and_nothing_are_told_apart() -> None:
    written = read_yaml(b'a: word\nb: 12\nc: -2.5\nd: true\ne: ~\nf: "12"\ng: [1, x]\n')

    assert written.plain == {
        "a": "word", "b": 12, "c": -2.5, "d": True, "e": None, "f": "12", "g": [1, "x"],
    }  # fmt: skip


@pytest.mark.parametrize("word", ["yes", "no", "on", "off", "2026-03-02", "1e9", "0x10", "012"])
def test_what_forms_answer_with_stays_a_text(word: str) -> None:
    assert read_yaml(f"answer: {word}".encode()).plain == {"answer": word}


def test_every_value_knows_its_line() -> None:
    written = read_yaml(b"steps:\n  - one\n  -\n    two: 2\n")

    steps = written.value["steps"].value

    assert [step.line for step in steps] == [2, 4]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (b"a: &x [1]\nb: *x", "anchors"),
        (b"a: &x 1", "anchors"),
        (b"a: !!python/object:os.system x", "tags"),
        (b"a: !mine x", "tags"),
        (b"a: 1\na: 2", "twice"),
        (b"? [a]\n: 1", "one word"),
        (b"a: [", "expected"),
        (b"", "empty"),
        (b"\xff\xfe\xfa", "UTF-8"),
        (b"a: \x07", "does not allow"),
        (rb'a: "\ud800"', "half a character"),
        (rb'"\udc00": 1', "half a character"),
        (rb'a: "\UFFFFFFFF"', "does not allow"),
        (rb'a: "\U00110000"', "does not allow"),
        (b"[" * 40 + b"]" * 40, "too deep"),
        (b"a: 1\n---\nb: 2", "another document"),
    ],
)
def test_what_could_mean_something_else_elsewhere_is_refused(text: bytes, reason: str) -> None:
    with pytest.raises(NotReadable) as refused:
        read_yaml(text)

    assert reason in refused.value.reason


def test_a_refusal_names_the_line() -> None:
    with pytest.raises(NotReadable) as refused:
        read_yaml(b"a: 1\nb: 2\na: 3\n")

    assert refused.value.line == 3


def test_a_file_too_large_is_not_read() -> None:
    with pytest.raises(NotReadable) as refused:
        read_yaml(b"a: " + b"x" * MOST_BYTES)

    assert str(MOST_BYTES) in refused.value.reason
