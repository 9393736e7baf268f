"""With whom officers speak: one table has the words of every form, in both languages."""

from engine.decisions import compile_decisions
from engine.feel import compile_feel
from engine.forms import Field, read_form
from models.session import reading
from processes.complaint.options import Question
from processes.complaint.speaking import WAYS, ways_of_speaking
from processes.options import options
from tests.processes.drawings import files_of
from tests.processes.story import Story

FILES = files_of("complaint")
TABLES = compile_decisions(FILES["who_speaks.dmn"])
#: Nothing is to be heeded: the forms say nothing of it.
HERSELF = "herself"


def asking() -> list[Field]:
    """The field of every form that tells an officer with whom to speak."""
    forms = [read_form(content) for path, content in FILES.items() if path.endswith(".form")]
    return [field for form in forms for field in form.fields if field.key == "speak_with"]


def test_every_answer_of_the_table_has_its_words_in_both_languages() -> None:
    answers = {
        str(compile_feel(rule.outputs[0]).evaluate({})) for rule in TABLES["who_speaks"].rules
    }

    offered = ways_of_speaking(TABLES)

    assert {option.value for option in offered} == answers - {HERSELF}
    assert all(option.label and option.label_hi for option in offered)


def test_no_form_has_words_of_its_own() -> None:
    fields = asking()

    assert len(fields) >= 9
    assert {field.options_from for field in fields} == {WAYS}
    assert [field.options for field in fields if field.options] == []


def test_an_officer_reads_the_words_of_the_table(story: Story) -> None:
    story.submit(helper="guardian", age_band="12_15")

    with reading(story.sessions) as session:
        found = options(WAYS, Question(session, story.now, complaint=story.complaint))

    assert found == ways_of_speaking(TABLES)
