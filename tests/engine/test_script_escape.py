"""A designer's text never gets out of the language, runs long, or raises anything unforeseen."""

import gc
import random
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any
from xml.sax.saxutils import escape
from zoneinfo import ZoneInfo

import pytest

from engine.decisions import DecisionRefused, compile_decisions
from engine.expressions import (
    ExpressionFailed,
    ExpressionRefused,
    SafeEnvironment,
    compile_expression,
    compile_script,
)
from engine.expressions.source import FILE_NAME
from engine.feel import compile_feel, compile_unary_test

SECRET = "the-key-of-the-house"
MOST_SECONDS = 0.3
NOW = datetime(2026, 5, 1, 6, 30, tzinfo=UTC)
ZONE = ZoneInfo("Asia/Kolkata")
pytestmark = pytest.mark.filterwarnings("ignore::SyntaxWarning", "ignore::DeprecationWarning")

ALLOWED_ERRORS = (ExpressionRefused, ExpressionFailed, DecisionRefused)


class Host:
    """An object of the program that strayed into the variables."""

    secret = SECRET
    touched: list[str] = []  # noqa: RUF012  (shared on purpose: the tests look at it)

    def __repr__(self) -> str:
        self.touched.append("repr")
        return SECRET

    def __call__(self, *args: object) -> str:
        self.touched.append("call")
        return SECRET

    def __getitem__(self, key: object) -> str:
        self.touched.append("item")
        return SECRET

    def __bool__(self) -> bool:
        self.touched.append("truth")
        return True

    def __lt__(self, other: object) -> bool:
        self.touched.append("less")
        return True

    def __add__(self, other: object) -> str:
        self.touched.append("add")
        return SECRET


def helper(x: int = 1) -> int:
    """A function whose globals hold the secret."""
    return x


def variables() -> dict[str, Any]:
    return {
        "helper": helper,
        "host": Host(),
        "hosts": [Host(), helper, sys],
        "box": {"helper": helper, "module": sys, "type": type},
        "__builtins__": {"open": open},
        "len": helper,
        "sum": Host(),
        "text": "a" * 5000,
        "number": 7,
        "big": list(range(20_000)),
        "many": list(range(300)),
        "deep": _nested(500),
        "laughs": _laughs(),
        "huge": 10**5000,
        "day": datetime(2026, 1, 1, tzinfo=UTC),
        "span": timedelta(days=1),
        "case": {"a": {"b": 1}},
    }


def _nested(depth: int) -> list[Any]:
    inner: list[Any] = []
    for _ in range(depth):
        inner = [inner]
    return inner


def _laughs() -> list[Any]:
    laughs: list[Any] = ["ha"] * 10
    for _ in range(15):
        laughs = [laughs] * 10
    return laughs


ESCAPES = [
    # names of the interpreter
    "__import__('os').system('true')",
    "__builtins__['open']('/etc/hostname').read()",
    "open('/etc/hostname').read()",
    "eval('1')",
    "exec('x = 1')",
    "compile('1', 'x', 'eval')",
    "globals()",
    "locals()",
    "vars()",
    "dir()",
    "type(1)",
    "object()",
    "getattr(host, 'secret')",
    "setattr(host, 'x', 1)",
    "input()",
    "breakpoint()",
    "print('x')",
    "help()",
    "exit()",
    "memoryview(b'x')",
    # objects' attributes
    "host.secret",
    "host.__class__",
    "helper.__globals__['SECRET']",
    "box.helper.__globals__",
    "box.module.modules",
    "hosts[2].modules['os']",
    "().__class__.__base__.__subclasses__()",
    "''.__class__.__mro__[1].__subclasses__()",
    "[].__len__()",
    "{}.__class__",
    "(1).__class__",
    "1.0.__class__",
    "text.format(host)",
    "'{0.secret}'.format(host)",
    "'{h.secret}'.format_map({'h': host})",
    "'%s' % host",
    "text.join(hosts)",
    "day.strftime('%s' * 99)",
    "day.__reduce_ex__(2)",
    "case.get('a')",
    "case.a.__class__",
    "case['__class__']",
    "case.items()",
    "box['type']",
    "box.type(1)",
    # objects as values
    "host",
    "host()",
    "host['x']",
    "host + 1",
    "host < 1",
    "host == 1",
    "not host",
    "host and 1",
    "f'{host}'",
    "f'{host!r}'",
    "f'{number:{number}}'",
    "f'{helper.__globals__}'",
    "str(host)",
    "bool(host)",
    "[h for h in hosts]",
    "[h.secret for h in hosts]",
    "sorted(hosts)",
    "min(hosts)",
    "max(host, host)",
    "sum(hosts)",
    "any(hosts)",
    "len(host)",
    "get('host')",
    "get('__builtins__')",
    "{'a': host}",
    "[host, 1] == [host, 1]",
    "host in hosts",
    "1 in hosts",
    "host if host else 1",
    # syntax
    "lambda: 1",
    "(lambda f: f(f))(lambda f: f(f))",
    "[x := 1, x]",
    "[g.gi_frame for g in [(x for x in [1])]]",
    "(x for x in [1]).gi_frame",
    "{x: x for x in many}",
    "{x for x in many}",
    "*many",
    "[*many]",
    "{**case}",
    "many[:]",
    "many[::-1]",
    "await number",
    "yield number",
    "...",
    "b'bytes'",
    "1j",
    "number @ number",
    "~number",
    "number << 99999999999",
    "number | 1",
    "len(*many)",
    "round(number=1)",
    "_plain",
    "ｅｖａｌ('1')",
    "case.＿_class__",
    "len.__self__",
    "sum.__call__",
]
SCRIPTS = [
    "import os",
    "from os import system",
    "import sys as os",
    "def f():\n    return 1",
    "class A:\n    x = 1",
    "async def f():\n    pass",
    "for x in many:\n    y = x",
    "while True:\n    pass",
    "with open('x') as f:\n    y = 1",
    "try:\n    x = 1/0\nexcept Exception as e:\n    y = e.__traceback__",
    "try:\n    x = 1\nfinally:\n    y = 2",
    "try:\n    x = 1\nexcept* Exception:\n    y = 2",
    "match host:\n    case object(secret=s):\n        y = s",
    "raise ValueError(host)",
    "assert host, host",
    "del host",
    "global x",
    "nonlocal x",
    "return 1",
    "host.secret = 1",
    "host['x'] = 1",
    "helper.__defaults__ = 1",
    "helper.x = 1",
    "box.module.path = 1",
    "__builtins__ = 1",
    "__builtins__['len'] = 1",
    "case.__class__ = 1",
    "case['__class__'] = 1",
    "hosts[0] = 1",
    "a, b = hosts",
    "x = host",
    "x = hosts",
    "x: host.secret = 1",
    "x = y = [1]",
    "x = lambda: host",
    "x = [host for host in hosts]",
    "type X = int",
    "x = 1; import os",
    "if True: import os",
    "print(host)",
    "host()",
]
DEAR = [
    "9 ** 9 ** 9",
    "10 ** 18 ** 18",
    "2 ** -2 ** 60",
    "huge * huge",
    "huge ** 64",
    "huge + 1",
    "str(huge)",
    "f'{huge}'",
    "huge == huge",
    "round(huge)",
    "float(huge)",
    "huge % 7",
    "number % huge",
    "1 << 10 ** 11",
    "'a' * 10 ** 10",
    "[0] * 10 ** 10",
    "text * number",
    "text + text + text + text + text",
    "big + big",
    "[big, big, big]",
    "big == big",
    "[x for x in big]",
    "[[y for y in many] for x in many]",
    "[[[z for z in many] for y in many] for x in many]",
    "sum(sum(y for y in many) for x in many)",
    "[x for x in big if x in big]",
    "[x for x in many if text in [text, text]]",
    "[x for x in many if any(y == x for y in big)]",
    "any(text + text == text for x in many)",
    "[lower(upper(text)) for x in many]",
    "[text for x in many]",
    "[sorted(big) for x in many]",
    "laughs",
    "laughs == laughs",
    "[laughs] in [laughs]",
    "laughs in laughs",
    "deep",
    "deep == deep",
    "[deep, deep]",
    "str(deep)",
    "days(10 ** 18)",
    "span * 10 ** 17",
    "day + days(36500) + days(36500) * 99",
    "after(day, 'P9999Y')",
    "after(day, 'P99999999999999Y')",
    "after(day, text)",
    "date(10 ** 17, 1, 1)",
    "round(1.5, -10 ** 17)",
    "int('9' * 5)",
    "int(text)",
    "float('1e999999999')",
    "1e308 * 1e308",
    "1e308 ** 64",
    "-1e308 - 1e308",
    "(" * 199 + "1" + ")" * 199,
    "[" * 90 + "]" * 90,
    "-" * 3999 + "1",
    "not " * 900 + "1",
    "1" + "+1" * 1900,
    "a" + ".a" * 1900,
    "a" + "[0]" * 1200,
    "1 if 1 else " * 300 + "1",
    "1 < " * 900 + "1",
    "{'a':" * 90 + "1" + "}" * 90,
    "lower(" * 99 + "text" + ")" * 99,
    "'" + "a" * 3900 + "'",
    "9" * 3999,
    "f'" + "{text}" * 100 + "'",
    "\x00",
    "1\x00",
    "\ud800",
    "'\ud800'",
    "\\",
    "'\\N{BULLET}' * 9",
    "# nothing",
    "text in text + text",
]
FEEL_TEXTS = [
    "{a: 1}",
    "function(x) x",
    "for i in 1..1000000000 return i",
    "some x in many satisfies x",
    "many[item > 1]",
    "many[number]",
    "host",
    "host.secret",
    "hosts[1]",
    "box.helper",
    "string(host)",
    "[host] = [host]",
    "host in hosts",
    "if host then 1 else 2",
    "host and host",
    "number(text)",
    "huge + 1",
    "huge * huge",
    "huge ** 9",
    "number ** number ** number ** number",
    "sum(big) + sum(big) + sum(big)",
    "laughs = laughs",
    "laughs",
    "deep",
    "list contains(laughs, laughs)",
    "list contains(big, deep)",
    "number in laughs",
    "text + text + text + text + text",
    "contains(text, text)",
    "substring(text, 1, 99999999999)",
    "duration(text)",
    'duration("P999999999999Y")',
    'day + duration("P99Y") * 1000000',
    "decimal(1.5, 999999999)",
    "decimal(huge, 9)",
    "(" * 300 + "1" + ")" * 300,
    "not(" * 300 + "1" + ")" * 300,
    "x in (" * 100 + "1" + ")" * 100,
    "[" * 300,
    "-" * 3000 + "1",
    "if a then " * 300 + "b",
    "a" + ".a" * 1000,
    "a" + "[1]" * 150,
    "1" + " + 1" * 290,
    '"' + "\\" * 3000,
    '"\\uD800"',
    '"' + "a" * 3900,
    "9" * 3900,
    "1e999999",
    "?",
    "? in ?",
    "not(?)",
    "1..2",
    "[1..2] + 1",
    "[1..2]",
    "[[1..2]]",
    "x" * 4000,
    "date and time" * 100,
    "years and months duration(day, day",
    "=" * 100,
]

_heard: list[str] = []
_is_listening = False


def _hear(event: str, facts: tuple[Any, ...]) -> None:
    if not _is_listening or event in _HARMLESS or (event, facts[:1]) == ("open", (FILE_NAME,)):
        return
    _heard.append(event)


_HARMLESS = frozenset({"compile", "builtins.id"})
"""`compile` is what ast.parse tells of itself, `builtins.id` is the tests' own."""

sys.addaudithook(_hear)


@contextmanager
def nothing_happens() -> Iterator[None]:
    """Fail if, inside, a file is opened, a module imported, code run or a process started."""
    global _is_listening
    _heard.clear()
    Host.touched.clear()
    _is_listening = True
    try:
        yield
    finally:
        _is_listening = False
    assert _heard == []
    assert Host.touched == []


def outcome(act: Callable[[], Any]) -> Any:
    """What came of it: a value, or None for an error of the kinds that are allowed."""
    gc.disable()  # collecting what a thousand other tests left is not the text's doing
    started = time.process_time()
    try:
        value = act()
        message = ""
    except ALLOWED_ERRORS as error:
        value, message = None, str(error)
    finally:
        took = time.process_time() - started
        gc.enable()
    assert SECRET not in message
    assert took <= MOST_SECONDS
    assert SECRET not in repr(value)
    assert_plain(value)
    return value


def assert_plain(value: Any) -> None:
    if type(value) in (list, tuple):
        for each in value:
            assert_plain(each)
    elif type(value) is dict:
        for key, each in value.items():
            assert type(key) is str
            assert_plain(each)
    else:
        assert type(value).__module__ in ("builtins", "datetime")
        assert not callable(value)


def evaluate(text: str) -> Any:
    return compile_expression(text).evaluate(variables(), now=NOW, zone=ZONE)


def run(text: str) -> Any:
    return compile_script(text).run(variables(), now=NOW, zone=ZONE)


def run_assigned(text: str) -> Any:
    return compile_script(f"out = {text}").run(variables(), now=NOW, zone=ZONE)


def branch(text: str) -> Any:
    return compile_script(f"if {text}:\n    out = 1").run(variables(), now=NOW, zone=ZONE)


def execute(text: str) -> Any:
    data = variables()
    before = {name: id(value) for name, value in data.items()}
    try:
        SafeEnvironment(now=NOW, zone=ZONE).execute(text, data)
    except ALLOWED_ERRORS:
        assert {name: id(value) for name, value in data.items()} == before
        raise
    return {name: value for name, value in data.items() if name not in before}


def evaluate_in_environment(text: str) -> Any:
    return SafeEnvironment(now=NOW, zone=ZONE).evaluate(text, variables(), {"outside": Host()})


def feel(text: str) -> Any:
    return compile_feel(text).evaluate(variables(), now=NOW, zone=ZONE)


def cell(text: str) -> Any:
    test = compile_unary_test(text)
    return [test.matches(each, variables(), now=NOW, zone=ZONE) for each in (1, "x", [1], None)]


def table(text: str) -> Any:
    written = escape(text.encode("utf-8", "replace").decode().replace("\0", "?"))
    xml = (
        '<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/"><decision id="d">'
        f"<decisionTable><input><inputExpression><text>{written}</text></inputExpression></input>"
        f'<output name="y"/><rule><inputEntry><text>{written}</text></inputEntry>'
        f"<outputEntry><text>{written}</text></outputEntry></rule></decisionTable></decision>"
        "</definitions>"
    )
    return compile_decisions(xml.encode())["d"].evaluate(variables(), now=NOW, zone=ZONE)


EXPRESSION_DOORS = [evaluate, evaluate_in_environment, run_assigned, branch]
SCRIPT_DOORS = [run, execute]
FEEL_DOORS = [feel, cell, table]


@pytest.mark.parametrize("text", ESCAPES)
def test_no_expression_escapes_by_any_door(text: str) -> None:
    with nothing_happens():
        for door in [*EXPRESSION_DOORS, *SCRIPT_DOORS, *FEEL_DOORS]:
            outcome(lambda door=door: door(text))


@pytest.mark.parametrize("text", SCRIPTS)
def test_no_script_escapes_by_any_door(text: str) -> None:
    with nothing_happens():
        for door in [*SCRIPT_DOORS, *EXPRESSION_DOORS, *FEEL_DOORS]:
            outcome(lambda door=door: door(text))


@pytest.mark.parametrize("text", DEAR, ids=[text[:30].encode("unicode_escape") for text in DEAR])
def test_no_text_runs_long(text: str) -> None:
    with nothing_happens():
        for door in [*EXPRESSION_DOORS, *SCRIPT_DOORS, *FEEL_DOORS]:
            outcome(lambda door=door: door(text))


@pytest.mark.parametrize("text", FEEL_TEXTS, ids=[text[:30] for text in FEEL_TEXTS])
def test_no_feel_escapes_or_runs_long(text: str) -> None:
    with nothing_happens():
        for door in FEEL_DOORS:
            outcome(lambda door=door: door(text))


@pytest.mark.parametrize(
    "text",
    [
        "s = 'a'\n" + "s = s + s\n" * 200,
        "s = [1]\n" + "s = [s, s]\n" * 100,
        "s = {'a': 1}\n" + "s = {'a': s, 'b': s}\n" * 60,
        "s = [many, many]\n" + "s = s + s\n" * 60,
        "x.a.b.c.d.e.f = big\n" * 60,
        "case.a = case\n" * 60,
        "n = 9\n" + "n = n * n\n" * 60,
        "n = 9\nn **= 9\nn **= 9",
        "d = span\n" + "d = d * 1000\n" * 20,
        "d = day\n" + "d += days(36000)\n" * 99,
        "if number:\n" + " if number:\n" * 50,
    ],
)
def test_no_script_grows_without_bound(text: str) -> None:
    with nothing_happens():
        for door in SCRIPT_DOORS:
            outcome(lambda door=door: door(text))


def test_the_listener_hears_what_would_be_an_escape() -> None:
    """The guard of these tests is no guard if it hears nothing."""
    with pytest.raises(AssertionError), nothing_happens():
        open(__file__).close()
    with pytest.raises(AssertionError), nothing_happens():
        eval("1")
    with pytest.raises(AssertionError), nothing_happens():
        bool(Host())


SEEDS = (1, 2, 3)
TEXTS_PER_SEED = 1500
_ATOMS = [
    "host",
    "hosts",
    "box",
    "helper",
    "text",
    "number",
    "big",
    "many",
    "deep",
    "laughs",
    "huge",
    "day",
    "span",
    "case",
    "len",
    "sum",
    "_x",
    "'a'",
    "''",
    '"b"',
    "0",
    "1",
    "-1",
    "2.5",
    "1e308",
    "10**18",
    "True",
    "False",
    "None",
    "[]",
    "{}",
    "()",
    "...",
    "__class__",
    "?",
]
_CALLS = [
    "len",
    "min",
    "max",
    "sum",
    "any",
    "all",
    "sorted",
    "abs",
    "round",
    "int",
    "float",
    "str",
    "bool",
    "lower",
    "upper",
    "strip",
    "date",
    "datetime",
    "today",
    "now",
    "after",
    "before",
    "days",
    "hours",
    "total_days",
    "year",
    "weekday",
    "get",
    "eval",
    "open",
    "getattr",
    "type",
]
_SIGNS = [
    "+",
    "-",
    "*",
    "/",
    "//",
    "%",
    "**",
    "==",
    "!=",
    "<",
    "<=",
    ">",
    ">=",
    "in",
    "is",
    "and",
    "or",
    "not",
    ".",
    ",",
    ":",
    ":=",
    "@",
    "|",
    "&",
    "<<",
    "=",
    "..",
    "between",
]
_FEEL_CALLS = [
    "date",
    "duration",
    "string",
    "number",
    "not",
    "upper case",
    "contains",
    "substring",
    "count",
    "min",
    "max",
    "sum",
    "mean",
    "list contains",
    "all",
    "any",
    "abs",
    "decimal",
    "modulo",
    "today",
    "now",
    "years and months duration",
    "exit",
]


def texts(seed: int, calls: list[str]) -> Iterator[str]:
    """Half of them grown from the grammar, half of them then cut up and stuck together."""
    chance = random.Random(seed)
    for _ in range(TEXTS_PER_SEED):
        text = _grown(chance, calls, depth=chance.randrange(6))
        if chance.random() < 0.5:
            at = chance.randrange(len(text) + 1)
            text = text[:at] + chance.choice([*_SIGNS, *_ATOMS, "(", ")", "]"]) + text[at:]
        if chance.random() < 0.2:
            at = chance.randrange(len(text) + 1)
            text = text[:at] + text[at + chance.randrange(4) :]
        yield text


def _grown(chance: random.Random, calls: list[str], depth: int) -> str:
    def part() -> str:
        return _grown(chance, calls, depth - 1)

    if depth <= 0:
        return chance.choice(_ATOMS)
    forms: list[Callable[[], str]] = [
        lambda: f"{part()} {chance.choice(_SIGNS)} {part()}",
        lambda: f"({part()} {chance.choice(_SIGNS)} {part()})",
        lambda: f"{chance.choice(calls)}({', '.join(part() for _ in range(chance.randrange(4)))})",
        lambda: f"[{part()}, {part()}]",
        lambda: f"{part()}[{part()}]",
        lambda: f"{part()}.{chance.choice(_ATOMS)}",
        lambda: f"[{part()} for x in {part()} if {part()}]",
        lambda: f"{part()} if {part()} else {part()}",
        lambda: f"if {part()} then {part()} else {part()}",
        lambda: f"{{'a': {part()}}}",
        lambda: f"f'{{{part()}}}'",
        lambda: f"[{part()}..{part()}]",
        lambda: f"not({part()})",
        lambda: f"-{part()}",
    ]
    return chance.choice(forms)()


@pytest.mark.parametrize("seed", SEEDS)
def test_random_expressions_do_no_harm(seed: int) -> None:
    computed = 0

    with nothing_happens():
        for text in texts(seed, _CALLS):
            computed += outcome(lambda text=text: evaluate(text)) is not None
            outcome(lambda text=text: run_assigned(text))

    assert computed > TEXTS_PER_SEED // 50, "the fuzzer must write texts that mean something"


@pytest.mark.parametrize("seed", SEEDS)
def test_random_feel_does_no_harm(seed: int) -> None:
    computed = 0

    with nothing_happens():
        for text in texts(seed, _FEEL_CALLS):
            computed += outcome(lambda text=text: feel(text)) is not None
            outcome(lambda text=text: cell(text))

    assert computed > TEXTS_PER_SEED // 50, "the fuzzer must write texts that mean something"
