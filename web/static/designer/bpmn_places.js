// Whether a drawing can be shown: its elements need places, and must not be too many.

/** More shapes would let the browser stand still. */
export const MOST_SHAPES = 4000;

/** Why a file is not shown as a picture: the name of the words that say it, and their facts. */
export class NotShown extends Error {
  constructor(words, facts) {
    super(words);
    this.words = words;
    this.facts = facts;
  }
}

/** How many shapes the text of a drawing brings along. */
export const numberOfShapes = (text) => text.match(/<(?:[\w-]+:)?BPMNShape[\s>]/g)?.length ?? 0;

/** How many steps are there but not drawn. */
export function withoutPlace(modeler) {
  const registry = modeler.get("elementRegistry");
  return modeler.getDefinitions().get("rootElements")
    .filter((each) => each.$type === "bpmn:Process")
    .flatMap(stepsOf)
    .filter((each) => !registry.get(each.id)).length;
}

function stepsOf(scope) {
  const steps = (scope.get("flowElements") ?? []).filter((each) => each.$instanceOf("bpmn:FlowNode"));
  return steps.flatMap((each) => (each.$instanceOf("bpmn:SubProcess") ? [each, ...stepsOf(each)] : [each]));
}
