"""Answers to a form, parted as its file says."""

from engine.forms import Form, parse_form
from processes.complaint.answers import part, with_blanks


def form() -> Form:
    def field(kind: str, key: str, **more: object) -> dict[str, object]:
        return {"type": kind, "key": key, "label": key, **more}

    return parse_form(
        {
            "components": [
                field("textfield", "name", properties={"record": "her_name", "personal": "true"}),
                field("checkbox", "danger"),
                field("checklist", "what", values=[{"value": "a", "label": "A"}]),
                field("textfield", "shown", readonly=True),
                {
                    "type": "group",
                    "id": "page",
                    "label": "Page",
                    "components": [field("textfield", "district")],
                },
            ]
        }
    )


def test_the_record_and_the_variables_get_each_their_own() -> None:
    answers = part(form(), {"name": "Asha", "danger": True, "district": "d1"})

    assert answers.record == {"her_name": "Asha"}
    assert answers.variables == {"danger": True, "district": "d1"}


def test_what_is_not_declared_or_only_shown_is_left_out() -> None:
    answers = part(form(), {"shown": "forged", "code_right": True, "__class__": 1})

    assert (answers.variables, answers.record) == ({}, {})


def test_every_unanswered_variable_has_its_blank() -> None:
    known = with_blanks(form(), {"district": "d1"})

    assert known == {"danger": False, "what": [], "shown": None, "district": "d1"}


def test_answers_do_not_show_the_record_when_printed() -> None:
    assert "Asha" not in repr(part(form(), {"name": "Asha"}))
