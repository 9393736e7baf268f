"""What holds for the whole project: where things lie, what tests may not do, what nothing names."""

import ast
import re
import subprocess
from collections.abc import Collection
from pathlib import Path

import pytest

from processes.permissions.permission import Permission
from tests.web.installation import settings_for
from web import create_app

ROOT = Path(__file__).parent.parent
CODE = ("engine", "models", "processes", "web")


def python_files(*folders: str) -> list[Path]:
    return [path for folder in folders for path in sorted((ROOT / folder).rglob("*.py"))]


def names(path: Path) -> str:
    return str(path.relative_to(ROOT))


def imported(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            found.add(node.module.split(".")[0])
    return found


@pytest.mark.parametrize(
    ("folder", "foreign"),
    [
        ("models", {"engine", "processes", "web", "SpiffWorkflow", "flask"}),
        ("engine", {"processes", "web", "flask", "wtforms"}),
        ("processes", {"web", "SpiffWorkflow", "flask", "wtforms"}),
        ("web", {"SpiffWorkflow"}),
    ],
)
def test_imports_run_one_way(folder: str, foreign: set[str]) -> None:
    wrong = {names(path): imported(path) & foreign for path in python_files(folder)}

    assert {path: found for path, found in wrong.items() if found} == {}


def test_the_drawings_folder_holds_no_python() -> None:
    assert python_files("bpmn") == []


def test_nothing_below_the_doors_commits() -> None:
    commits = [
        names(path)
        for path in python_files("models", "processes")
        if re.search(r"\.commit\(\)", path.read_text())
    ]

    assert commits == []


def test_nothing_below_the_doors_reads_the_clock() -> None:
    reading = re.compile(r"datetime\.now\(|utcnow\(|date\.today\(|\btime\.time\(")

    readers = [
        names(path)
        for path in python_files("models", "engine", "processes")
        if reading.search(path.read_text())
    ]

    assert readers == []


def test_every_test_folder_is_a_package() -> None:
    folders = {path.parent for path in python_files("tests")}

    assert [names(folder) for folder in folders if not (folder / "__init__.py").exists()] == []


def test_no_test_is_skipped_or_allowed_to_fail() -> None:
    words = re.compile(r"mark\.skip|mark\.xfail|pytest\.skip|pytest\.xfail|import" + r"orskip")

    skipping = [
        names(path)
        for path in python_files("tests")
        if path != Path(__file__) and words.search(path.read_text())
    ]

    assert skipping == []


def test_every_test_asserts_something() -> None:
    functions = [
        (path, node)
        for path in python_files("tests")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.FunctionDef)
    ]
    helpers = {node.name for _, node in functions if asserts(node, frozenset())}

    empty = [
        f"{names(path)}: {node.name}"
        for path, node in functions
        if node.name.startswith("test_") and not asserts(node, helpers - {node.name})
    ]

    assert empty == []


def asserts(function: ast.FunctionDef, helpers: Collection[str]) -> bool:
    """Whether it asserts, expects an exception, or calls a helper that does."""
    for node in ast.walk(function):
        if isinstance(node, ast.Assert | ast.Raise):
            return True
        if isinstance(node, ast.Call):
            called = ast.unparse(node.func).rpartition(".")[2]
            if called in helpers or called.startswith(("assert_", "expect", "raises", "fail")):
                return True
    return False


def test_every_test_that_the_security_page_names_exists() -> None:
    page = (ROOT / "docs" / "explanation" / "security.md").read_text()
    written = "\n".join(path.read_text() for path in python_files("tests"))

    promised = re.findall(r"`(test_\w+)`", page)
    places = re.findall(r"`(tests/[\w/.]+)`", page)

    assert len(promised) > 30
    assert [name for name in promised if f"def {name}(" not in written] == []
    assert [place for place in places if not (ROOT / place).exists()] == []


def test_every_module_says_what_lives_in_it() -> None:
    silent = [
        names(path)
        for path in python_files(*CODE)
        if not ast.get_docstring(ast.parse(path.read_text()))
    ]

    assert silent == []


def test_no_file_names_a_machines_path_or_a_registry() -> None:
    listed = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, check=True, capture_output=True, text=True
    ).stdout.split("\n")
    foreign = re.compile(rb"/wo" + rb"rk/|/ro" + rb"ot/|pypi\.org|registry\.npmjs")
    text = {".py", ".md", ".toml", ".txt", ".sh", ".html", ".bpmn", ".dmn", ".form", ".json", ""}

    naming = [
        name
        for name in listed
        if name
        and Path(name).suffix in text
        and "vendor/" not in name
        and (ROOT / name).exists()
        and foreign.search((ROOT / name).read_bytes())
    ]

    assert naming == []


#: What anybody may open; every other route names the permission that guards it.
PUBLIC = (
    "static",
    "public.",
    "health.",
    "emergency.",
    "gateway.",  # asks for a partner's token of a scope as well
    "api.",  # asks for a partner's token of a scope; tests/web/api looks
    "demonstration.",  # only in a demonstration, whose data is invented
    "office.sign_in",
    "office.do_sign_in",
    "office.sign_out",
)


def test_every_route_is_public_on_purpose_or_names_its_permission(sqlite_url: str) -> None:
    app = create_app(settings_for(sqlite_url, demo=True))

    bare = [
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if not rule.endpoint.startswith(PUBLIC)
        and not isinstance(
            getattr(app.view_functions[rule.endpoint], "permission", None), Permission
        )
    ]

    assert bare == []


def test_no_route_of_officers_opens_without_signing_in(sqlite_url: str) -> None:
    app = create_app(settings_for(sqlite_url, demo=True))
    app.testing = True
    client = app.test_client()
    guarded = [rule for rule in app.url_map.iter_rules() if not rule.endpoint.startswith(PUBLIC)]

    opened = []
    for rule in guarded:
        address = re.sub(r"<int:[^>]+>", "1", rule.rule)
        address = re.sub(r"<[^>]+>", "0" * 32, address)
        for method in sorted((rule.methods or set()) & {"GET", "POST"}):
            answer = client.open(address, method=method)
            if answer.status_code == 200 or (
                answer.status_code == 303 and "/office/sign-in" not in answer.headers["Location"]
            ):
                opened.append(f"{method} {rule.rule}")

    assert len(guarded) > 10
    assert opened == []
