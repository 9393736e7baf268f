"""Reads a DMN file and compiles its decisions, telling everything that is wrong with them."""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from engine.decisions.decision import Decide, Decision
from engine.decisions.exceptions import DecisionRefused
from engine.decisions.names import MAX_NAMES, doubles_of, names_of, variable_of
from engine.decisions.parts import children_of, property_of, rule_of, text_of, type_of
from engine.decisions.table import (
    AGGREGATIONS,
    ORDERED,
    POLICIES,
    Column,
    Output,
    Row,
    Table,
)
from engine.expressions.exceptions import ExpressionFailed, ExpressionRefused
from engine.feel import Feel, UnaryTest, compile_feel, compile_unary_test
from engine.feel.names import Names, one_word
from engine.feel.node import Compute
from engine.feel.times import as_date, as_moment, as_time
from engine.feel.values import FeelRun
from engine.xml import XmlRefused, local_name, parse_xml

MAX_CELLS = 20_000
MAX_DECISIONS = 100
_DATES: Mapping[str, Callable[[FeelRun, Any], Any]] = {
    "date": as_date,
    "datetime": as_moment,
    "date and time": as_moment,
    "time": as_time,
}
T = TypeVar("T", Feel, UnaryTest)


def compile_decisions(data: bytes) -> dict[str, Decision]:
    """Compile all decisions of a DMN file, by id.

    :raises DecisionRefused: the first thing that cannot be run
    """
    decisions, refusals = inspect_decisions(data)
    if refusals:
        raise refusals[0]
    return decisions


def inspect_decisions(data: bytes) -> tuple[dict[str, Decision], list[DecisionRefused]]:
    """Compile what can be compiled, and return with it every reason against the rest."""
    try:
        root = parse_xml(data).getroot()
    except XmlRefused as refusal:
        return {}, [DecisionRefused(refusal.reason, None, refusal.line)]
    if local_name(root) != "definitions" or "DMN" not in root.tag:
        return {}, [DecisionRefused("this is no DMN file", None, root.sourceline)]
    names = names_of(root)
    if len(names.written) > MAX_NAMES:
        reason = f"more than {MAX_NAMES} names of several words"
        return {}, [DecisionRefused(reason, None, root.sourceline)]
    reader = _Reader(names)
    for one, other, word in doubles_of(root):
        reader.refuse(root, f"{one} and {other} would both be {word}; rename one of them")
    decisions = children_of(root, "decision")
    if len(decisions) > MAX_DECISIONS:
        return {}, [DecisionRefused(f"more than {MAX_DECISIONS} decisions", None, root.sourceline)]
    for node in decisions:
        reader.read(node)
    for node in children_of(root, "businessKnowledgeModel", "decisionService"):
        reader.refuse(
            node, "business knowledge models and services are not supported; draw a table"
        )
    reader.link()
    if not reader.decisions and not reader.refusals:
        reader.refuse(root, "the file holds no decision")
    return reader.decisions, reader.refusals


class _Reader:
    """Collects decisions and refusals of one file."""

    def __init__(self, names: Names) -> None:
        self._names = names
        self.decisions: dict[str, Decision] = {}
        self.refusals: list[DecisionRefused] = []
        self._told: set[tuple[str, str | None]] = set()
        self._required: dict[str, list[tuple[str, Any]]] = {}
        self._reads: set[str] = set()
        self._cells = 0

    def refuse(self, node: Any, reason: str) -> None:
        """Note a reason; an element without an id goes by that of the nearest one around it."""
        named = node
        while named is not None and named.get("id") is None:
            named = named.getparent()
        element_id = named.get("id") if named is not None else None
        if (reason, element_id) not in self._told:
            self._told.add((reason, element_id))
            self.refusals.append(DecisionRefused(reason, element_id, node.sourceline))

    def read(self, node: Any) -> None:
        """Compile one decision, if it can be."""
        decision_id = node.get("id")
        if not decision_id or decision_id in self.decisions:
            self.refuse(node, "every decision needs an id of its own")
            return
        before = len(self.refusals)
        self._reads = set()
        variable = variable_of(node)
        logic = children_of(node, "decisionTable", "literalExpression")
        if len(logic) != 1:
            self.refuse(node, "a decision needs exactly one table or one expression")
            return
        if local_name(logic[0]) == "decisionTable":
            table = self._table(logic[0], decision_id)
            outputs = tuple(each.name for each in table.outputs)
            rules = tuple(rule_of(each) for each in children_of(logic[0], "rule"))
            decide: Decide = table.decide
        else:
            table, outputs, rules = None, (variable,), ()
            decide = self._literal(logic[0], variable)
        self._required[decision_id] = self._requirements(node)
        if len(self.refusals) == before:
            self.decisions[decision_id] = Decision(
                decision_id,
                name=node.get("name") or decision_id,
                name_hi=property_of(node, "name_hi"),
                variable=variable,
                reads=frozenset(self._reads),
                outputs=outputs,
                rules=rules,
                decide=decide,
                table=table,
                line=node.sourceline,
            )

    def link(self) -> None:
        """Let every decision know those it needs, in the order in which to make them."""
        for decision in list(self.decisions.values()):
            order: list[str] = []
            self._visit(decision.id, (), order)
            decision.needs = tuple(self.decisions[each] for each in order[:-1])

    def _visit(self, decision_id: str, path: tuple[str, ...], order: list[str]) -> None:
        for needed, node in self._required[decision_id]:
            if needed == decision_id or needed in path:
                self.refuse(node, "decisions need each other in a circle")
            elif needed not in self.decisions:
                self.refuse(node, f"the decision it needs is missing or cannot be run: {needed}")
            elif needed not in order:
                self._visit(needed, (*path, decision_id), order)
        if decision_id not in order:
            order.append(decision_id)

    def _requirements(self, node: Any) -> list[tuple[str, Any]]:
        found = []
        for requirement in children_of(node, "informationRequirement", "knowledgeRequirement"):
            for target in children_of(requirement, "requiredDecision", "requiredKnowledge"):
                file, _, needed = (target.get("href") or "").rpartition("#")
                if file or not needed or local_name(target) == "requiredKnowledge":
                    self.refuse(target, "only decisions of the same file can be needed")
                else:
                    found.append((needed, target))
        return found

    def _literal(self, node: Any, variable: str) -> Decide:
        self._refuse_other_languages(node)
        compute = self._feel(node, "the expression")
        return lambda variables, run: {variable: compute(variables, run)}

    def _table(self, node: Any, decision_id: str) -> Table:
        policy = (node.get("hitPolicy") or "UNIQUE").upper()
        if policy not in POLICIES:
            self.refuse(node, f"the hit policy {policy} is not supported")
        outputs = self._outputs(node, decision_id)
        if policy in ORDERED and not all(output.allowed for output in outputs):
            self.refuse(node, f"the hit policy {policy} needs the allowed values of each output")
        columns = tuple(self._column(each) for each in children_of(node, "input"))
        rows = tuple(
            self._row(number, each, len(columns), len(outputs))
            for number, each in enumerate(children_of(node, "rule"), 1)
        )
        if self._cells > MAX_CELLS:
            self.refuse(node, f"the tables have more than {MAX_CELLS} cells")
        return Table(policy, self._aggregation(node, policy, outputs), columns, outputs, rows)

    def _aggregation(self, node: Any, policy: str, outputs: tuple[Output, ...]) -> Any:
        name = (node.get("aggregation") or "").upper()
        if not name:
            return None
        if policy != "COLLECT" or name not in AGGREGATIONS or len(outputs) != 1:
            self.refuse(node, "SUM, MIN, MAX and COUNT go with COLLECT and a single output")
        return AGGREGATIONS.get(name)

    def _column(self, node: Any) -> Column:
        expressions = children_of(node, "inputExpression")
        if len(expressions) != 1 or not text_of(expressions[0]):
            self.refuse(node, "an input column needs an expression, such as a variable's name")
            return Column(_nothing, None)
        self._refuse_other_languages(expressions[0])
        kind = type_of(expressions[0])
        allowed = [text_of(each) for each in children_of(node, "inputValues") if text_of(each)]
        if allowed:
            values = children_of(node, "inputValues")[0]
            self._compiled(values, compile_unary_test, "the values of the column")
        return Column(
            self._feel(expressions[0], "the column's expression"),
            _DATES.get(kind),
            text=text_of(expressions[0]),
            kind=kind,
            allowed=allowed[0] if allowed else "",
        )

    def _outputs(self, node: Any, decision_id: str) -> tuple[Output, ...]:
        nodes = children_of(node, "output")
        found = []
        for each in nodes:
            name = one_word(each.get("name") or "") or (decision_id if len(nodes) == 1 else "")
            if not name.isidentifier() or name.startswith("_"):
                self.refuse(each, "an output needs a name that a variable can have")
            defaults = [
                entry for entry in children_of(each, "defaultOutputEntry") if text_of(entry)
            ]
            default = self._feel(defaults[0], "the default") if defaults else None
            found.append(Output(name, default, self._allowed(each), type_of(each)))
        if not found:
            self.refuse(node, "a table needs an output")
        if len({output.name for output in found}) < len(found):
            self.refuse(node, "two outputs have the same name")
        return tuple(found)

    def _allowed(self, node: Any) -> tuple[Any, ...]:
        """The values in the order in which PRIORITY and OUTPUT ORDER prefer them."""
        for values in children_of(node, "outputValues"):
            if text_of(values):
                compiled = self._compiled(values, _compile_list, "the allowed values")
                if compiled is None or compiled.names:
                    self.refuse(values, "the allowed values must be written out")
                    return ()
                try:
                    return tuple(compiled.compute({}, FeelRun()))
                except ExpressionFailed as error:
                    self.refuse(values, f"the allowed values: {error}")
        return ()

    def _row(self, number: int, node: Any, inputs: int, outputs: int) -> Row:
        tests, results = children_of(node, "inputEntry"), children_of(node, "outputEntry")
        if len(tests) != inputs or len(results) != outputs:
            self.refuse(node, f"row {number} does not have a cell for each column")
        self._cells += len(tests) + len(results)
        cells = []
        for column, entry in enumerate(tests):
            self._refuse_other_languages(entry)
            test = self._compiled(entry, compile_unary_test, f"row {number}")
            if test is not None and test.test is not None:
                cells.append((column, test.test))
        computes = []
        for entry in results:
            self._refuse_other_languages(entry)
            empty = text_of(entry) in ("", "-")
            computes.append(_nothing if empty else self._feel(entry, f"row {number}"))
        return Row(number, tuple(cells), tuple(computes))

    def _feel(self, node: Any, what: str) -> Compute:
        feel = self._compiled(node, compile_feel, what)
        return feel.compute if feel else _nothing

    def _compiled(self, node: Any, compiler: Callable[[str, Names], T], what: str) -> T | None:
        try:
            compiled = compiler(text_of(node), self._names)
        except ExpressionRefused as refusal:
            self.refuse(node, f"{what}: {refusal.reason}")
            return None
        self._reads |= compiled.names
        return compiled

    def _refuse_other_languages(self, node: Any) -> None:
        language = node.get("expressionLanguage") or "feel"
        if "feel" not in language.lower():
            self.refuse(node, f"cells are written in FEEL, not in {language[:40]}")


def _compile_list(text: str, named: Names) -> Feel:
    return compile_feel(f"[{text}]", named)


def _nothing(variables: Mapping[str, Any], run: FeelRun) -> None:
    """What an empty output cell computes."""
