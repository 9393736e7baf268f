"""What cases tell before they are replayed, and from where each goes on."""

from processes.scripted.telling import by_beginning, told

CALLED = b"tells: She is called.\ntells_hi: x\nstart: {}\nsteps: []\n"
LATE = b"tells: Late.\ntells_hi: y\nafter: called\nsteps:\n  - [never read"


def test_a_case_tells_itself_by_the_head_of_its_file_alone() -> None:
    case = told({"cases/late.yaml": LATE, "forms/late.form": b"{}"})[0]

    assert (case.name, case.tells, case.tells_hi, case.after) == ("late", "Late.", "y", "called")


def test_what_tells_nothing_readable_goes_by_its_name() -> None:
    files = {"cases/a.yaml": b"\xff", "cases/b.yaml": b"- a list", "cases/c.yaml": b"tells: [no]"}

    assert [case.tells for case in told(files)] == ["a", "b", "c"]


def test_cases_stand_together_by_the_one_they_go_on_from() -> None:
    files = {"cases/called.yaml": CALLED, "cases/late.yaml": LATE}
    strange = {"cases/lost.yaml": b"tells: Lost.\ntells_hi: z\nafter: nowhere\n"}

    first, second = by_beginning(told(files | strange))

    assert first.after is None
    assert [case.name for case in first.cases] == ["called", "lost"]
    assert second.after is not None
    assert (second.after.name, [case.name for case in second.cases]) == ("called", ["late"])
