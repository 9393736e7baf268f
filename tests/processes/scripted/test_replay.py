"""Replaying cases: what holds passes, what does not is told with both sides."""

import pytest

from engine.exceptions import DefinitionRefused
from processes.scripted import Report, scene
from tests.engine.drawing import (
    boundary,
    definitions,
    drawing,
    element,
    end,
    process,
    start,
    timer,
    user,
)
from tests.processes.scripted.toys import FILES, owner, replayed

KEPT = """
start: {}
steps:
  - expect: {open: [write_entry], due: {write_entry: PT2H}, said_to_posts: []}
  - complete: write_entry
    by: sho
    with: {keep: true}
  - expect: {open: [], ended: true, passed: [kept], not_passed: [thrown_away]}
"""


def fault_of(report: Report) -> tuple[str, int | None, str]:
    """Kind, step and words of the only fault."""
    (fault,) = report.faults
    return fault.kind, fault.step, fault.message


def one(text: str) -> Report:
    """The report on one case that begins by itself."""
    return replayed({"toy": f"start: {{}}\nsteps:\n{text}"})


def test_a_case_in_which_all_holds_passes() -> None:
    report = replayed({"kept": KEPT})

    assert report.faults == []
    assert [outcome.case.name for outcome in report.outcomes] == ["kept"]


@pytest.mark.parametrize(
    ("expected", "found"),
    [
        ("open: []", "open: expected –; found write_entry."),
        ("due: {write_entry: PT3H}", "found write_entry: 2026-03-02T11:30:00."),
        ("due: {a_day_passed: PT3H}", "found a_day_passed: –."),
        ("ended: true", "ended: expected True; found False."),
        ("said_to_her: [hello]", "said_to_her: expected hello; found –."),
        ("said_to_posts: [sho hello]", "said_to_posts: expected sho hello; found –."),
        ("variables: {keep: true}", "variables: expected keep: True; found keep: None."),
        ("passed: [kept]", "passed: expected kept; found –."),
        ("not_passed: [begins]", "not_passed: expected begins; found –."),
    ],
)
def test_what_does_not_hold_is_told_with_both_sides(expected: str, found: str) -> None:
    kind, step, message = fault_of(one(f"  - expect: {{{expected}}}"))

    assert (kind, step) == ("otherwise", 1)
    assert message.endswith(found)


def test_time_passes_only_when_the_case_says_so_and_does_what_falls_due() -> None:
    report = one(
        """
  - advance: PT23H59M
  - expect: {said_to_posts: []}
  - advance: PT1M
  - expect: {said_to_posts: [superintendent entry_late], open: [write_entry]}
  - advance: 2026-03-05T10:00
  - expect: {said_to_posts: []}
"""
    )

    assert report.faults == []


def test_a_case_may_come_to_the_end_of_the_calendar_but_not_over_it() -> None:
    years = "".join("  - advance: P5Y\n" for _ in range(20))

    kind, step, _ = fault_of(
        replayed(
            {"toy": f"start: {{}}\nsteps:\n{years}  - expect: {{open: [ask]}}"},
            files=drawing(
                start("begins"),
                user("ask", owner("sho", "station")),
                end("ends"),
                flows="begins -> ask -> ends",
            ),
        )
    )

    assert (kind, step) == ("otherwise", 15)


def test_the_clock_does_not_go_back() -> None:
    kind, step, _ = fault_of(one("  - advance: 2026-03-01T10:00\n  - expect: {open: []}"))

    assert (kind, step) == ("otherwise", 1)


@pytest.mark.parametrize(
    ("step", "kind", "said"),
    [
        ("{complete: write_entry, by: nobody}", "nobody", "nobody"),
        ("{complete: write_entry, by: sho, at: home_circle}", "nobody", "home_circle"),
        ("{complete: write_entry, by: sho, with: {keep: wrong}}", "field-refused", "yes or no"),
        ("{complete: write_entry, by: sho, with: {colour: red}}", "not-asked", "colour"),
        ("{complete: write_entry, by: sho, with: {keep: <nowhere>}}", "place-unknown", "<nowhere>"),
        ("{complete: kept, by: sho}", "not-open", "Open are: write_entry."),
        ("{message: hello}", "refused", "hello"),
        ("{refuse: write_entry, by: sho, because: not_theirs}", "not-refused", "not_theirs"),
        (
            "{refuse: write_entry, by: sho, with: {keep: wrong}, because: [colour]}",
            "refused-otherwise",
            "because of keep, but must be because of colour",
        ),
    ],
)
def test_a_step_that_cannot_be_taken_is_told(step: str, kind: str, said: str) -> None:
    found, number, message = fault_of(one(f"  - {step}\n  - expect: {{open: []}}"))

    assert (found, number) == (kind, 1)
    assert said in message


def test_what_must_be_refused_is_tried_and_changes_nothing() -> None:
    report = one(
        """
  - refuse: write_entry
    by: sho
    with: {keep: wrong}
    because: [keep]
  - refuse: kept
    by: sho
    because: not_open
  - refuse_message: hello
  - expect: {open: [write_entry]}
  - complete: write_entry
    by: sho
  - refuse: write_entry
    by: sho
    because: not_open
"""
    )

    assert report.faults == []


def test_a_message_that_is_taken_must_not_have_to_be_refused() -> None:
    asked = """
    <bpmn:message id="hello" name="hello"/>
    """
    files = drawing(
        start("begins"),
        '<bpmn:intermediateCatchEvent id="waits">'
        '<bpmn:messageEventDefinition messageRef="hello"/></bpmn:intermediateCatchEvent>',
        end("ends"),
        flows="begins -> waits -> ends",
        beside=asked,
    )
    taken = "start: {}\nsteps:\n  - message: hello\n  - expect: {ended: true}"
    refused = "start: {}\nsteps:\n  - refuse_message: hello"

    report = replayed({"taken": taken, "refused": refused}, files=files)

    assert [(f.kind, f.file) for f in report.faults] == [("not-refused", "cases/refused.yaml")]


def test_a_drawing_that_stops_fails_the_case_at_its_step() -> None:
    files = drawing(
        start("begins"),
        user("ask", owner("sho", "station")),
        '<bpmn:scriptTask id="divide"><bpmn:script>x = 1 / 0</bpmn:script></bpmn:scriptTask>',
        end("ends"),
        flows="begins -> ask -> divide -> ends",
    )
    report = replayed(
        {"toy": "start: {}\nsteps:\n  - {complete: ask, by: sho}\n  - expect: {ended: true}"},
        files=files,
    )

    kind, step, message = fault_of(report)

    assert (kind, step) == ("stopped", 1)
    assert "divide" in message


def test_a_drawing_that_stops_by_itself_fails_the_case_as_well() -> None:
    files = drawing(
        start("begins"),
        user("ask", owner("sho", "station")),
        boundary("an_hour_passed", "ask", timer("duration", "PT1H")),
        '<bpmn:scriptTask id="divide"><bpmn:script>x = 1 / 0</bpmn:script></bpmn:scriptTask>',
        end("ends"),
        end("late"),
        flows="begins -> ask -> ends; an_hour_passed -> divide -> late",
    )
    report = replayed(
        {"toy": "start: {}\nsteps:\n  - advance: PT2H\n  - expect: {open: []}"},
        files=files,
    )

    assert fault_of(report)[:2] == ("stopped", 1)


def test_a_clock_that_rings_without_end_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scene, "MOST_RINGS", 20)
    files = drawing(
        start("begins"),
        user("ask", owner("sho", "station")),
        boundary("a_minute_passed", "ask", timer("cycle", "R/PT1M"), interrupting=False),
        end("rung"),
        end("ends"),
        flows="begins -> ask -> ends; a_minute_passed -> rung",
    )

    report = replayed(
        {"toy": "start: {}\nsteps:\n  - advance: P4Y\n  - expect: {open: [ask]}"},
        files=files,
    )

    assert fault_of(report)[:2] == ("too-busy", 1)


def test_cases_that_take_too_long_are_stopped_at_the_step_where_the_time_was_up() -> None:
    quick = "start: {}\nsteps:\n  - expect: {open: [write_entry]}"
    endless = "start: {}\nsteps:\n  - advance: PT1H\n  - advance: P2D\n  - expect: {open: []}"
    asked = iter([False] * 8)

    report = replayed(
        {"a_quick": quick, "b_long": endless, "c_later": quick},
        is_time_up=lambda: next(asked, True),
    )

    told = [(each.kind, each.file, each.line, each.step) for each in report.faults]
    assert told == [
        ("too-slow", "cases/b_long.yaml", 6, 2),
        ("too-slow", "cases/c_later.yaml", 3, None),
    ]


def test_the_time_may_be_up_in_what_happens_by_itself_at_one_moment() -> None:
    hours = [
        boundary(f"hour_{n}", "ask", timer("duration", "PT1H"), interrupting=False)
        for n in range(20)
    ]
    files = drawing(
        start("begins"),
        user("ask", owner("sho", "station")),
        *hours,
        *(end(f"rung_{n}") for n in range(20)),
        end("ends"),
        flows="begins -> ask -> ends; " + "; ".join(f"hour_{n} -> rung_{n}" for n in range(20)),
    )
    asked = iter([False] * 15)

    report = replayed(
        {"toy": "start: {}\nsteps:\n  - advance: PT2H\n  - expect: {open: [ask]}"},
        files=files,
        is_time_up=lambda: next(asked, True),
    )

    assert fault_of(report)[:2] == ("too-slow", 1)


def test_only_whose_step_it_is_may_complete_it() -> None:
    report = one(
        """
  - {refuse: write_entry, by: superintendent, because: not_theirs}
  - {refuse: write_entry, by: sho, at: next_station, because: not_theirs}
  - {refuse: write_entry, by: complainant, because: not_theirs}
  - {complete: write_entry, by: sho, at: home_station}
  - expect: {ended: true}
"""
    )

    assert report.faults == []


def test_a_process_may_be_started_by_a_message() -> None:
    files = drawing(
        start("begins"),
        start("asked_for", '<bpmn:messageEventDefinition messageRef="asked"/>'),
        user("answer", owner("sho", "state")),
        end("ends"),
        flows="begins -> answer -> ends; asked_for -> answer",
        beside='<bpmn:message id="asked" name="asked"/>',
    )
    case = """
started_by: asked
start: {colour: red}
steps:
  - expect: {open: [answer], passed: [asked_for], not_passed: [begins], variables: {colour: red}}
"""

    report = replayed({"toy": case}, files=files)

    assert report.faults == []


def test_a_case_may_tell_of_what_runs_beside_it() -> None:
    message = '<bpmn:message id="opened" name="opened"/>'
    definition = '<bpmn:messageEventDefinition messageRef="opened"/>'
    files = drawing(
        start("begins"),
        f'<bpmn:intermediateThrowEvent id="opens">{definition}</bpmn:intermediateThrowEvent>',
        end("ends"),
        flows="begins -> opens -> ends",
        beside=message,
    )
    inside = process(
        "beside",
        start("opened_beside", definition),
        user("answer", owner("sho", "state")),
        end("answered"),
        flows="opened_beside -> answer -> answered",
    )
    others = {"beside": {"beside.bpmn": definitions(message, inside)}}
    case = "start: {}\nsteps:\n  - expect: {open: [answer], ended: true, passed: [opened_beside]}"

    report = replayed({"toy": case}, files=files, others=others)

    assert report.faults == []
    assert report.coverage.is_full
    assert report.coverage.elements == 3


def test_what_begins_by_itself_elsewhere_is_no_part_of_a_story() -> None:
    inside = process(
        "beside",
        start("every_hour", timer("cycle", "R/PT1H")),
        element("scriptTask", "fail", "<bpmn:script>x = 1 / 0</bpmn:script>"),
        end("failed"),
        flows="every_hour -> fail -> failed",
    )
    others = {"beside": {"beside.bpmn": definitions(inside)}}
    case = "start: {}\nsteps:\n  - advance: PT5H\n  - expect: {open: [write_entry]}"

    report = replayed({"toy": case}, others=others)

    assert report.faults == []


def test_a_message_may_be_for_another_process() -> None:
    message = '<bpmn:message id="opened" name="opened"/>'
    inside = process(
        "beside",
        start("opened_beside", '<bpmn:messageEventDefinition messageRef="opened"/>'),
        user("answer", owner("sho", "state")),
        end("answered"),
        flows="opened_beside -> answer -> answered",
    )
    others = {"beside": {"beside.bpmn": definitions(message, inside)}}
    case = """
start: {}
steps:
  - refuse_message: opened
  - {message: opened, to: beside, with: {keep: true}}
  - expect: {open: [answer, write_entry], passed: [opened_beside]}
"""

    report = replayed({"toy": case}, others=others)

    assert report.faults == []


# --- cases that go on from others


def test_a_case_goes_on_where_another_has_ended() -> None:
    later = "after: late\nsteps:\n  - expect: {open: [write_entry], said_to_posts: []}"
    late = (
        "start: {}\nsteps:\n  - advance: P1D\n"
        "  - expect: {said_to_posts: [superintendent entry_late], passed: [told]}"
    )
    thrown = (
        "after: late\nsteps:\n  - {complete: write_entry, by: sho}\n"
        "  - expect: {ended: true, passed: [told, thrown_away], not_passed: [kept]}"
    )

    report = replayed({"a_later": later, "late": late, "thrown": thrown})

    assert report.faults == []
    assert len(report.outcomes) == 3


def test_what_one_case_does_another_that_goes_on_from_the_same_does_not_see() -> None:
    base = "start: {}\nsteps:\n  - expect: {open: [write_entry]}"
    ended = "after: base\nsteps:\n  - {complete: write_entry, by: sho}\n  - expect: {ended: true}"

    report = replayed({"base": base, "one": ended, "two": ended})

    assert report.faults == []


def test_a_case_after_one_that_failed_says_so() -> None:
    base = "start: {}\nsteps:\n  - expect: {ended: true}"
    later = "after: base\nsteps:\n  - expect: {ended: true}"

    report = replayed({"base": base, "later": later})

    assert [fault.kind for fault in report.faults] == ["otherwise", "after-failed"]


def test_a_case_after_one_that_cannot_be_read_says_so() -> None:
    later = "after: base\nsteps:\n  - expect: {ended: true}"

    report = replayed({"base": "steps: none", "later": later})

    assert [fault.kind for fault in report.faults] == ["key-missing", "after-failed"]


def test_a_case_after_none_or_after_itself_says_so() -> None:
    step = "steps:\n  - expect: {ended: true}"

    report = replayed(
        {"lost": f"after: gone\n{step}", "one": f"after: two\n{step}", "two": f"after: one\n{step}"}
    )

    kinds = {fault.file: fault.kind for fault in report.faults}
    assert kinds == {
        "cases/lost.yaml": "after-unknown",
        "cases/one.yaml": "after-failed",
        "cases/two.yaml": "after-circle",
    }


# --- where no case has been


def test_what_no_case_has_visited_is_reported() -> None:
    covered = replayed({"kept": KEPT}).coverage

    assert not covered.is_full
    assert [each.id for each in covered.unvisited_elements] == [
        "a_day_passed",
        "tell_superintendent",
        "told",
        "thrown_away",
    ]
    assert [each.id for each in covered.unvisited_arrows] == [
        "is_it_kept_to_thrown_away",
        "a_day_passed_to_tell_superintendent",
        "tell_superintendent_to_told",
    ]


def test_all_cases_together_may_visit_everything() -> None:
    thrown = (
        "start: {}\nsteps:\n  - advance: P1D\n  - {complete: write_entry, by: sho}\n"
        "  - expect: {passed: [thrown_away]}"
    )

    report = replayed({"kept": KEPT, "thrown": thrown})

    assert report.faults == []
    assert report.coverage.is_full


def test_without_cases_nothing_is_visited() -> None:
    report = replayed({})

    assert report.outcomes == []
    assert len(report.coverage.unvisited_arrows) == report.coverage.arrows == 6
    assert len(report.coverage.unvisited_elements) == report.coverage.elements == 8


def test_a_drawing_with_errors_is_not_replayed() -> None:
    broken = {path: text.replace(b"escalate", b"gone") for path, text in FILES.items()}

    with pytest.raises(DefinitionRefused):
        replayed({"kept": KEPT}, files=broken)
