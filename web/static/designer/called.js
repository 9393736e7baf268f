// What the elements of a drawing are called, also those without a name.
import { say } from "./settings.js";

/** By its name, an arrow by what it joins, a start by what it begins, else by the nearest before it; at worst by its id. */
export function calledIn(element) {
  if (element.name) return element.name;
  if (element.sourceRef && element.targetRef) {
    return say("from_to", { from: calledIn(element.sourceRef), to: calledIn(element.targetRef) });
  }
  if (isStart(element)) return say("start_of", { name: begunBy(element) });
  const before = namedBefore(element);
  if (!before) return element.id;
  return before.name ? say("what_follows", { name: before.name }) : say("what_follows_start", { name: begunBy(before) });
}

const isStart = (element) => element.$type === "bpmn:StartEvent";

/** The nearest thing around a start that has a name, else the id of what it stands in. */
function begunBy(start) {
  for (let around = start.$parent; around; around = around.$parent) {
    if (around.name) return around.name;
  }
  return start.$parent?.id ?? start.id;
}

function namedBefore(element) {
  const waiting = [element], seen = new Set(waiting);
  for (const each of waiting) {
    for (const source of (each.incoming ?? []).map((arrow) => arrow.sourceRef)) {
      if (source && (source.name || isStart(source))) return source;
      if (source && !seen.has(source)) waiting.push(source);
      seen.add(source);
    }
  }
  return null;
}
