// What the elements of a drawing are called, also those without a name.
import { say } from "./settings.js";

/** By its name, an arrow by what it joins, else by the nearest named one before it; at worst by its id. */
export function calledIn(element) {
  if (element.name) return element.name;
  if (element.sourceRef && element.targetRef) {
    return say("from_to", { from: calledIn(element.sourceRef), to: calledIn(element.targetRef) });
  }
  const before = namedBefore(element);
  return before ? say("what_follows", { name: before.name }) : element.id;
}

function namedBefore(element) {
  const waiting = [element], seen = new Set(waiting);
  for (const each of waiting) {
    for (const source of (each.incoming ?? []).map((arrow) => arrow.sourceRef)) {
      if (source?.name) return source;
      if (source && !seen.has(source)) waiting.push(source);
      seen.add(source);
    }
  }
  return null;
}
