"""What elements are called, also those without a name."""

from engine.called import Name, names_of
from engine.new_drawing import draw
from tests.engine.check.toys import properties
from tests.engine.drawing import (
    definitions,
    element,
    end,
    exclusive,
    process,
    start,
    sub_process,
    user,
)
from tests.pace import within


def called(*elements: str, flows: str) -> dict[str, Name]:
    return names_of({"toy.bpmn": definitions(process("toy", "".join(elements), flows=flows))})


def test_a_name_is_told_in_both_languages() -> None:
    step = user("ask", properties(name_hi="उनसे पूछें"), name="Ask her")

    names = called(start("s"), step, flows="s -> ask")

    assert names["ask"] == ("Ask her", "उनसे पूछें")


def test_what_has_no_name_is_called_by_the_nearest_named_one_before_it() -> None:
    step = user("ask", properties(name_hi="उनसे पूछें"), name="Ask her")

    names = called(
        start("s"), step, exclusive("g"), user("x"), end("e"), flows="s -> ask -> g -> x -> e"
    )

    assert names["g"] == ("gateway after “Ask her”", "“उनसे पूछें” के बाद वाला गेटवे")
    assert names["x"] == ("step after “Ask her”", "“उनसे पूछें” के बाद वाला चरण")
    assert names["e"] == ("event after “Ask her”", "“उनसे पूछें” के बाद वाली घटना")


def test_a_start_without_a_name_is_called_by_what_it_begins() -> None:
    begun = start("s", properties(name_hi="शुरू"), name="Begun")
    inside = sub_process(
        "asking", properties(name_hi="पूछताछ"), start("i"), user("x"), flows="i -> x", name="Asking"
    )

    names = called(begun, inside, flows="s -> asking")

    assert names["s"] == ("Begun", "शुरू")
    assert names["i"] == ("start of “Asking”", "“पूछताछ” की शुरुआत")
    assert names["x"] == ("step after the start of “Asking”", "“पूछताछ” की शुरुआत के बाद वाला चरण")


def test_a_start_where_nothing_around_has_a_name_says_the_id_of_its_process() -> None:
    names = called(start("s"), end("e"), flows="s -> e")

    assert names["s"] == ("start of “toy”", "“toy” की शुरुआत")
    assert names["s_to_e"][0] == "from start of “toy” to event after the start of “toy”"


def test_what_follows_nothing_named_goes_by_its_id() -> None:
    names = called(user("x"), exclusive("g"), flows="x -> g -> x")

    assert {each: names[each][0] for each in ("x", "g")} == {"x": "x", "g": "g"}


def test_a_long_row_without_names_is_called_by_its_first_step() -> None:
    row = [f"x{number}" for number in range(5000)]
    steps = (element("task", each) for each in row)

    with within(2):
        names = called(user("ask", name="Ask her"), *steps, flows=" -> ".join(["ask", *row]))

    assert names[row[-1]][0] == "step after “Ask her”"


def test_an_arrow_is_called_by_what_it_says_and_joins() -> None:
    arrow = element("sequenceFlow", "yes", sourceRef="g", targetRef="x", name="Yes")

    names = called(
        start("s", name="Begun"), exclusive("g"), user("x", name="Ask"), arrow, flows="s -> g"
    )

    assert names["yes"][0] == "“Yes”, from gateway after “Begun” to “Ask”"
    assert names["yes"][1] == "“Yes”, “Begun” के बाद वाले गेटवे से “Ask” तक"


def test_files_that_draw_nothing_name_nothing() -> None:
    assert names_of({"forms/ask.form": b"{}", "toy.bpmn": draw("toy")}) == names_of(
        {"toy.bpmn": draw("toy")}
    )
