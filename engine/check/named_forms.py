"""Rules about the forms that a drawing names: each is among the files, or can be made there."""

from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from typing import Any

from engine.check.drawn import Drawn
from engine.check.finding import Finding
from engine.check.mending import Fix, nearest
from engine.conventions import CAMUNDA, form_path
from engine.draft_limits import check_path
from engine.exceptions import DraftPathRefused
from engine.json_files import JsonRefused, read_json
from engine.xml import local_name

_FOLDER = "forms/"
_SUFFIX = ".form"
#: What Camunda Modeler writes where a form is chosen by *Camunda Forms*.
_BY_REFERENCE = ("formRef", "formRefBinding", "formRefVersion")


def named_forms(drawn: Drawn, files: Mapping[str, bytes]) -> Iterator[Finding]:
    """A user task has a form; the form of a task or start event is among the files."""
    keys = {PurePosixPath(each).name for each in files if each.endswith(_SUFFIX)}
    for node in drawn.all_of("userTask", "startEvent"):
        path, reference = form_path(node, files), node.get(f"{CAMUNDA}formRef")
        if path is None and reference:
            fix = _by_key(node, reference, files)
            yield drawn.finding("form-by-reference", node, fix=fix, form=reference)
        elif path is None:
            if local_name(node) == "userTask":
                yield drawn.finding("form-missing", node, fix=_one_of_its_own(node, files))
        elif path not in files:
            fix = nearest(node, path, keys) or _made(path)
            yield drawn.finding("form-not-found", node, fix=fix, form=path)


def _by_key(node: Any, reference: str, files: Mapping[str, bytes]) -> Fix | None:
    """The fix that names the same form by its file: a reference is the id that stands in it."""
    prefix = _prefix(node)
    if prefix is None:
        return None
    forms = sorted(each for each in files if each.endswith(_SUFFIX))
    found = next((each for each in forms if _id_in(files[each]) == reference), None)
    return {
        "attribute": f"{prefix}formKey",
        "value": found.removeprefix(_FOLDER) if found else reference,
        "instead_of": " ".join(f"{prefix}{name}" for name in _BY_REFERENCE),
    }


def _one_of_its_own(node: Any, files: Mapping[str, bytes]) -> Fix | None:
    """The fix that gives a task a form of its own id, and makes it unless it is there."""
    prefix, key = _prefix(node), f"{node.get('id')}{_SUFFIX}"
    path = f"{_FOLDER}{key}"
    if prefix is None or not _is_usable(path):
        return None
    named = {"attribute": f"{prefix}formKey", "value": key}
    return named if path in files else {**named, "new_file": path}


def _made(named: str) -> Fix | None:
    """The fix that makes the form which a step names."""
    path = f"{named.removesuffix(_SUFFIX)}{_SUFFIX}"
    path = path if "/" in path else f"{_FOLDER}{path}"
    return {"new_file": path} if _is_usable(path) else None


def _prefix(node: Any) -> str | None:
    """What stands before Camunda's attributes in this file; None where it declares nothing."""
    namespace = CAMUNDA.strip("{}")
    return next((f"{name}:" for name, uri in node.nsmap.items() if name and uri == namespace), None)


def _id_in(content: bytes) -> str | None:
    try:
        form = read_json(content)
    except JsonRefused:
        return None
    return form.get("id") if isinstance(form, dict) else None


def _is_usable(path: str) -> bool:
    try:
        check_path(path)
    except DraftPathRefused:
        return False
    return True
