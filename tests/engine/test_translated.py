"""A drawing in Hindi."""

from engine.translated import in_hindi

NAMESPACES = (
    'xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" '
    'xmlns:camunda="http://camunda.org/schema/1.0/bpmn"'
)


def drawing(inner: str) -> bytes:
    return f"<bpmn:definitions {NAMESPACES}>{inner}</bpmn:definitions>".encode()


def named(tag: str, name: str, hindi: str) -> str:
    return (
        f'<bpmn:{tag} name="{name}"><bpmn:extensionElements><camunda:properties>'
        f'<camunda:property name="name_hi" value="{hindi}"/>'
        f"</camunda:properties></bpmn:extensionElements></bpmn:{tag}>"
    )


def test_a_drawing_in_hindi_carries_its_hindi_names() -> None:
    shown = in_hindi(drawing(named("userTask", "Call her", "उसे फ़ोन करें"))).decode()

    assert '<bpmn:userTask name="उसे फ़ोन करें">' in shown


def test_an_element_without_a_hindi_name_keeps_its_own() -> None:
    shown = in_hindi(
        drawing('<bpmn:userTask name="Call her"/>' + named("task", "Rest", ""))
    ).decode()

    assert 'name="Call her"' in shown
    assert '<bpmn:task name="Rest">' in shown
