"""Rules about corrections: what a step says of its answers is said of answers and steps it has."""

from collections.abc import Iterator, Mapping

from engine.check.drawn import Drawn
from engine.check.finding import Finding
from engine.check.mending import nearest
from engine.conventions import MAY_CHANGE, SETTLED_BY, form_path, properties_of
from engine.forms import Form


def named(drawn: Drawn, forms: Mapping[str, Form], files: Mapping[str, bytes]) -> Iterator[Finding]:
    """A misspelt answer could not be corrected, a misspelt step would settle nothing."""
    for node in drawn.all_of("userTask"):
        said = properties_of(node)
        form = forms.get(form_path(node, files) or "")
        answers = {each.key for each in form.inputs() if not each.record} if form else set()
        for name in said.get(MAY_CHANGE, "").split():
            if form is not None and name not in answers:
                yield drawn.finding(
                    "property-refused",
                    node,
                    property=MAY_CHANGE,
                    value=name,
                    wanted=", ".join(sorted(answers)),
                )
        for name in said.get(SETTLED_BY, "").split():
            if name not in drawn.steps:
                fix = nearest(node, name, drawn.steps)
                yield drawn.finding(
                    "reference-dangling", node, fix=fix, kind="element", reference=name
                )
