// Drawings: the modeler with our properties, a map, and mistakes on the elements they are about.
import { BpmnModdle, Modeler, camunda, diff, minimap, plainProperties, propertiesPanel } from "../vendor/studio.js";
import { conventions } from "./bpmn_properties.js";
import { inOurWords } from "./bpmn_words.js";
import { make } from "./elements.js";

const LEGIBLE = 0.75;

/** The editor of a drawing in `host`. */
export function open(host, { changed, pointAt }) {
  const modeler = new Modeler({
    container: host,
    propertiesPanel: { parent: document.getElementById("properties") },
    additionalModules: [inOurWords, minimap, propertiesPanel, plainProperties, conventions],
    moddleExtensions: { camunda },
  });
  const part = (name) => modeler.get(name);
  const events = part("eventBus");
  let isShowing = false;
  let original = "";
  let looked = false;
  let badges = [];

  events.on("commandStack.changed", () => { if (!isShowing) changed(); });
  events.on("selection.changed", ({ newSelection }) => {
    if (newSelection.length === 1) pointAt(newSelection[0].id);
  });

  return {
    async show(text) {
      const before = looked && part("canvas").viewbox();
      isShowing = true;
      try {
        await modeler.importXML(text);
        original = text;
      } finally {
        isShowing = false;
      }
      part("canvas").resized();
      if (before) part("canvas").viewbox(before);
      else lookAtBeginning(part("canvas"), part("elementRegistry"));
      looked = true;
    },
    async text() {
      if (!part("commandStack").canUndo()) return original;
      return (await modeler.saveXML({ format: true })).xml;
    },
    canSelect: ({ element }) => Boolean(element && part("elementRegistry").get(element)),
    select({ element }) {
      const shape = part("elementRegistry").get(element);
      if (!shape) return;
      part("selection").select(shape);
      part("canvas").scrollToElement(shape, 120);
    },
    mark(findings) {
      badges = mark(findings, badges, part);
    },
    changesIn,
  };

  function mark(findings, before, get) {
    const canvas = get("canvas"), overlays = get("overlays"), registry = get("elementRegistry");
    before.forEach(({ id, overlay, marker }) => {
      if (registry.get(id)) canvas.removeMarker(id, marker);
      overlays.remove(overlay);
    });
    const byElement = new Map();
    for (const finding of findings) {
      if (!registry.get(finding.element ?? "")) continue;
      byElement.set(finding.element, [...(byElement.get(finding.element) ?? []), finding]);
    }
    return [...byElement].map(([id, about]) => {
      const gravest = about[0].severity; // the server sends the gravest first
      const marker = `has-${gravest}`;
      canvas.addMarker(id, marker);
      const words = about.map((each) => each.message).join("\n");
      const badge = make("button", {
        type: "button", class: `mistake mistake--${gravest}`, title: words, "aria-label": words,
        onclick: () => { get("selection").select(registry.get(id)); pointAt(id); },
      }, about.length > 1 ? String(about.length) : "!");
      const isArrow = Boolean(registry.get(id).waypoints);
      const position = isArrow ? { top: -10, left: 0 } : { top: -12, right: 12 };
      return { id, marker, overlay: overlays.add(id, "mistake", { position, html: badge }) };
    });
  }
}

/** Show the drawing whole if that can be read, else its upper left corner. */
function lookAtBeginning(canvas, registry) {
  canvas.zoom("fit-viewport");
  const { scale, outer, inner } = canvas.viewbox();
  if (scale >= LEGIBLE) return;
  const first = registry.find((shape) => shape.type === "bpmn:StartEvent" && shape.parent?.type !== "bpmn:SubProcess");
  const width = outer.width / LEGIBLE, height = outer.height / LEGIBLE;
  const middle = first ? first.y + first.height / 2 : inner.y + height / 2;
  canvas.viewbox({ x: inner.x - 30, y: Math.max(inner.y - 30, middle - height / 2), width, height });
}

/** The names of what differs between two texts of a drawing; null where one is none. */
async function changesIn(before, after) {
  try {
    const [old, now] = await Promise.all([before, after].map(async (text) =>
      (await new BpmnModdle({ camunda }).fromXML(text)).rootElement));
    const found = diff(old, now);
    const names = [found._added, found._removed, found._changed, found._layoutChanged]
      .flatMap((kind) => Object.values(kind))
      .map((each) => (each.model ?? each).name || (each.model ?? each).id);
    return [...new Set(names)];
  } catch {
    return null;
  }
}
