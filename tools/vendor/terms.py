"""The English words of bpmn.io's editors that a page can translate, read from their sources.

`refresh.py` writes them to `terms.json`; a test says which of them have no Hindi.
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path

TERMS = Path(__file__).with_name("terms.json")

#: Editor -> the sources whose words it shows.
_SOURCES = {
    "bpmn": (
        *("bpmn-js/lib/**/*.js", "diagram-js/lib/**/*.js", "diagram-js-minimap/lib/**/*.js"),
        *("bpmn-js-properties-panel/dist/index.esm.js", "@bpmn-io/properties-panel/dist/index.js"),
    ),
    "dmn": ("dmn-js*/lib/**/*.js", "table-js/lib/**/*.js"),
    "form": ("@bpmn-io/form-js-*/dist/index.es.js",),
}
#: Sources of lists whose labels are translated where they are shown.
_LABELS = ("PopupEntries.js", "ReplaceOptions.js", "HitPolicies.js")
#: What follows in that file are properties of other engines, which are not shown here.
_END_OF_OURS = "class BpmnPropertiesProvider"

_STRING = r"""(?:"((?:[^"\\\n]|\\.)+)"|'((?:[^'\\\n]|\\.)+)')"""
_TRANSLATED = re.compile(rf"\b_?translate\d*\(\s*{_STRING}\s*[,)]")
_LABEL = re.compile(rf"\b(?:label|explanation): {_STRING}")
#: The form editor asks for no translation: its page exchanges the words where they stand.
_OF_FORMS = (
    re.compile(rf"\blabel: {_STRING},\s*(?:value|id|component|shouldOpen|entries)\b"),
    re.compile(rf"\bname: {_STRING},\s*group: "),
    re.compile(rf"\bid: \"[\w-]+\",\s*label: {_STRING}"),
)


def write_terms(node_modules: Path) -> None:
    """Write the words of each editor, in the order of the alphabet."""
    found = {
        editor: sorted({term for each in sources for term in _terms(node_modules, each)})
        for editor, sources in _SOURCES.items()
    }
    TERMS.write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n")


def _terms(node_modules: Path, pattern: str) -> Iterator[str]:
    for path in node_modules.glob(pattern):
        text = path.read_text().partition(_END_OF_OURS)[0]
        text = re.sub(r"(?m)^\s*(?://|\*).*$", "", text)
        for expression in _expressions(path):
            for said in expression.finditer(text):
                term = re.sub(r"\\(.)", r"\1", said[1] or said[2])
                if " + " not in term:  # part of an expression
                    yield term


def _expressions(path: Path) -> tuple[re.Pattern[str], ...]:
    if path.name == "index.es.js":
        return _OF_FORMS
    return (_TRANSLATED, _LABEL) if path.name in _LABELS else (_TRANSLATED,)
