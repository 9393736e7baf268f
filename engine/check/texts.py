"""Rules about texts of the language: conditions, scripts, counts, settings."""

from collections.abc import Callable, Iterator
from typing import Any

from engine.check.drawn import Drawn, Scope, children, label_or_id, text_in
from engine.check.finding import Finding
from engine.check.mending import Fix, mending
from engine.conventions import BPMN, properties_of
from engine.elements.loops import MOST_INSTANCES, collection_of
from engine.elements.tasks import topic_of
from engine.expressions import ExpressionRefused, compile_expression, compile_script
from engine.xml import local_name

_OUR_LANGUAGES = ("python", "itsso")
_SETTING = "set_"
_DATA = (f"{BPMN}dataObject", f"{BPMN}dataObjectReference", f"{BPMN}dataInput")
_CONDITIONAL = ("exclusiveGateway", "inclusiveGateway")


def conditions(drawn: Drawn) -> Iterator[Finding]:
    """At a gateway that decides, every branch but the default says when it is taken."""
    for scope in drawn.scopes:
        for node in scope.all_of(*_CONDITIONAL):
            yield from _branches(drawn, scope, node)


def conditions_elsewhere(drawn: Drawn) -> Iterator[Finding]:
    """A condition where nothing asks for it would be passed over in silence."""
    for scope in drawn.scopes:
        for arrow in scope.arrows:
            source = scope.steps.get(arrow.get("sourceRef") or "")
            if source is None or text_in(arrow, "conditionExpression") is None:
                continue
            if local_name(source) not in _CONDITIONAL:
                yield drawn.finding("condition-ignored", arrow)
            elif source.get("default") == arrow.get("id"):
                fix = {"remove": "conditionExpression"}
                yield drawn.finding("condition-on-default", arrow, fix=fix)


def condition_texts(drawn: Drawn) -> Iterator[Finding]:
    """Every condition compiles."""
    for scope in drawn.scopes:
        for arrow in scope.arrows:
            for node in children(arrow, "conditionExpression"):
                text = "".join(node.itertext()).strip()
                language = node.get("language")
                if not _is_ours(language):
                    fix = _in_our_language(language, text, compile_expression)
                    yield drawn.finding("language-unknown", arrow, fix=fix, language=language)
                elif text:
                    yield from _refused(drawn, arrow, text, "condition-refused")


def scripts(drawn: Drawn) -> Iterator[Finding]:
    """A script task's text compiles, and is in our language."""
    for node in drawn.all_of("scriptTask"):
        text = text_in(node, "script")
        language = node.get("scriptFormat")
        if not _is_ours(language):
            fix = _in_our_language(language, text or "", compile_script)
            yield drawn.finding("language-unknown", node, fix=fix, language=language)
        elif not text:
            yield drawn.finding("script-missing", node)
        else:
            try:
                compile_script(text)
            except ExpressionRefused as refusal:
                yield drawn.finding(
                    "script-refused", node, reason=refusal.reason, script_line=refusal.line
                )


def loops(drawn: Drawn) -> Iterator[Finding]:
    """What is repeated says how often, in texts that compile."""
    for step in drawn.steps.values():
        for loop in children(step, "multiInstanceLoopCharacteristics"):
            if not _has_count(loop):
                yield drawn.finding("loop-without-count", step)
            collection = collection_of(loop)
            if collection and not _is_name(drawn, collection):
                yield drawn.finding("loop-collection-refused", step, collection=collection)
            number = text_in(loop, "loopCardinality") or ""
            if number.isdecimal() and (len(number) > 9 or int(number) > MOST_INSTANCES):
                yield drawn.finding("loop-too-large", step, most=MOST_INSTANCES)
            for tag, place in (
                ("loopCardinality", "the number"),
                ("completionCondition", "the end"),
            ):
                text = text_in(loop, tag)
                if text:
                    yield from _refused(drawn, step, text, "expression-refused", place=place)
        for loop in children(step, "standardLoopCharacteristics"):
            text = text_in(loop, "loopCondition")
            if text:
                yield from _refused(drawn, step, text, "expression-refused", place="the loop")
            elif not loop.get("loopMaximum"):
                yield drawn.finding("loop-without-end", step)


def sendings(drawn: Drawn) -> Iterator[Finding]:
    """A message that may be sent only sometimes says when, in a text that compiles."""
    for node in drawn.steps.values():
        said = properties_of(node)
        text = said.get("sent_when")
        if text is None:
            continue
        yield from _refused(drawn, node, text, "sent-when-refused")
        takes_a_message = any(True for _ in children(node, "messageEventDefinition"))
        is_offered = local_name(node) == "startEvent" and takes_a_message
        if not is_offered or not said.get("sent_by", "").strip():
            yield drawn.finding("sent-when-ignored", node)


def settings(drawn: Drawn) -> Iterator[Finding]:
    """The built-in task that sets variables holds an expression for each of them."""
    for node in drawn.all_of("serviceTask", "sendTask"):
        if topic_of(node) != "set_variables":
            continue
        for each in node.iter("{*}property"):
            name, value = each.get("name") or "", each.get("value") or ""
            if name.startswith(_SETTING):
                yield from _refused(drawn, node, value, "expression-refused", place=name)


def _branches(drawn: Drawn, scope: Scope, node: Any) -> Iterator[Finding]:
    arrows = scope.outgoing.get(node.get("id"), [])
    default = node.get("default")
    bare = [arrow for arrow in arrows if not text_in(arrow, "conditionExpression")]
    fix = _default_among(drawn, bare or arrows[-1:])
    if default and default not in [arrow.get("id") for arrow in arrows]:
        yield drawn.finding("default-unknown", node, fix=fix if len(arrows) > 1 else None)
    if len(arrows) < 2:
        return
    for arrow in bare:
        if arrow.get("id") != default:
            target = scope.steps.get(arrow.get("targetRef") or "")
            mended = None if default else fix
            to = "“?”" if target is None else target
            yield drawn.finding("condition-missing", node, fix=mended, target=to)
    if not default:
        yield drawn.finding("default-missing", node, fix=fix)


def _default_among(drawn: Drawn, arrows: list[Any]) -> Fix | None:
    """The fix that makes the only one of these the branch for all other cases."""
    if len(arrows) != 1 or not arrows[0].get("id"):
        return None
    found, shown = drawn.called(arrows[0]), label_or_id(arrows[0])
    english, hindi = (found.where, found.hindi) if found else (shown, f"तीर {shown}")
    return {"default": arrows[0].get("id"), "called": english, "called_hi": hindi}


def _refused(drawn: Drawn, node: Any, text: str, rule: str, **facts: object) -> Iterator[Finding]:
    """The finding about a text that does not compile, with what would if that is plain to see."""
    try:
        compile_expression(text)
    except ExpressionRefused as refusal:
        yield drawn.finding(rule, node, fix=mending(text), reason=refusal.reason, **facts)


def _in_our_language(
    language: str | None, text: str, compiler: Callable[[str], object]
) -> Fix | None:
    """The fix for a text that says it is of another language, but could be of ours."""
    try:
        compiler(text)
    except ExpressionRefused:
        return None
    return {"text": language or "", "value": _OUR_LANGUAGES[0]}


def _has_count(loop: Any) -> bool:
    return bool(text_in(loop, "loopCardinality") or collection_of(loop))


def _is_name(drawn: Drawn, collection: str) -> bool:
    """Whether a variable can be called so, or the data of the file are."""
    return collection.isidentifier() or any(
        node.get("id") == collection for node in drawn.root.iter(*_DATA)
    )


def _is_ours(language: str | None) -> bool:
    return not language or any(name in language.lower() for name in _OUR_LANGUAGES)
