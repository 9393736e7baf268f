"""Whatever our drawings say of an element has its row in the properties panel, in words."""

from pathlib import Path

from lxml import etree

from tests.journeys.drafting import begin_draft
from tests.journeys.police import Enter

ROOT = Path(__file__).parents[2]
DRAWINGS = sorted((ROOT / "bpmn").rglob("*.bpmn"))
#: How many properties some drawings have, and those of them for which the panel has no words.
WITHOUT_A_ROW = """async (texts) => {
  const { groupsOf } = await import("/static/designer/bpmn_conventions.js");
  const { BpmnModdle, camunda } = await import("/static/vendor/studio.js");
  const { say } = await import("/static/designer/settings.js");
  const found = [];
  let seen = 0;
  const look = (object) => {
    const said = object.extensionElements?.values
      ?.find((each) => each.$type === "camunda:Properties");
    const rows = said ? groupsOf({ type: object.$type, businessObject: object })
      .flatMap((group) => group.fields) : [];
    for (const { name } of said?.values ?? []) {
      seen += 1;
      const row = rows.find((each) => each.id === name);
      if (!row || say(row.words) === row.words) found.push(`${object.$type} ${object.id}: ${name}`);
    }
    for (const part of ["rootElements", "participants", "laneSets", "lanes", "flowElements"])
      (object.get(part) ?? []).forEach(look);
    if (object.childLaneSet) look(object.childLaneSet);
  };
  for (const text of texts) look((await new BpmnModdle({ camunda }).fromXML(text)).rootElement);
  return [seen, found];
}"""


def properties_in_use() -> list[str]:
    return [
        each.get("name", "")
        for path in DRAWINGS
        for each in etree.parse(path).iter("{http://camunda.org/schema/1.0/bpmn}property")
    ]


def test_every_property_in_use_has_a_row_in_the_panel(enter: Enter) -> None:
    meera = enter("designer")
    begin_draft(meera, "withdrawal")

    seen, without_a_row = meera.page.evaluate(
        WITHOUT_A_ROW, [path.read_text("utf-8") for path in DRAWINGS]
    )

    assert seen == len(properties_in_use())
    assert without_a_row == []
