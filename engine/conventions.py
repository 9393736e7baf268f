"""What our drawings add to BPMN: the properties they use, and how they are read off an element."""

from collections.abc import Mapping
from typing import Any

BPMN = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"
CAMUNDA = "{http://camunda.org/schema/1.0/bpmn}"
ZEEBE = "{http://camunda.org/schema/zeebe/1.0}"

#: The property by which a user task names the service to do again, if an answer is corrected.
WHEN_CORRECTED = "when_corrected"
#: The property that names the roles that alone read what is said at a step, and learn of it. What a
#: box says holds for all that stands in it, and for the process that is called there.
READ_BY = "read_by"
#: The property of a message that names the roles whose pages offer it.
SENT_BY = "sent_by"
#: Those by which it names the answers that may change after a way was taken by them, and the
#: elements after which none of its answers may.
MAY_CHANGE = "may_change"
SETTLED_BY = "settled_by"
#: What a property says that answers a question with yes.
TRUE = frozenset({"true", "yes", "1"})


def properties_of(node: Any) -> dict[str, str]:
    """Camunda's, Zeebe's and SpiffWorkflow's properties of an element."""
    found: dict[str, str] = {}
    for extensions in node.iterchildren(f"{BPMN}extensionElements"):
        for each in extensions.iter():
            if isinstance(each.tag, str) and each.tag.endswith("}property") and each.get("name"):
                found[each.get("name")] = each.get("value") or each.text or ""
    return found


def form_path(node: Any, files: Mapping[str, bytes]) -> str | None:
    """The path of an element's form among the files, or the name it gives if none fits."""
    key = node.get(f"{CAMUNDA}formKey") or properties_of(node).get("formJsonSchemaFilename")
    for zeebe in node.iterfind(f"{BPMN}extensionElements/{ZEEBE}formDefinition"):
        key = key or zeebe.get("formKey") or zeebe.get("formId")
    if not key:
        return None
    key = key.removeprefix("camunda-forms:").removeprefix("deployment:")
    named = (key, f"forms/{key}", f"{key}.form", f"forms/{key}.form")
    return next((path for path in named if path in files), key)


def named_roles(text: str) -> frozenset[str]:
    """The roles that a property lists with commas between."""
    return frozenset(role.strip() for role in text.split(",")) - {""}
