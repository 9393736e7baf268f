// Drawings: the modeler with our properties, a map, and mistakes on the elements they are about.
import { BpmnModdle, Modeler, camunda, diff, minimap, plainProperties, propertiesPanel } from "../vendor/studio.js";
import { conventions } from "./bpmn_properties.js";
import { MOST_SHAPES, NotShown, numberOfShapes, withoutPlace } from "./bpmn_places.js";
import { mend, mending } from "./bpmn_mending.js";
import { exchangeWords, inOurWords } from "./editor_words.js";
import { calledIn } from "./called.js";
import { make } from "./elements.js";
import { untilTypingRests } from "./typing.js";

const LEGIBLE = 0.75;
/** As much of the canvas lies below the palette. */
const PALETTE_PX = 125;

/** The editor of a drawing in `host`. */
export function open(host, { changed, pointAt }) {
  const modeler = new Modeler({
    container: host,
    propertiesPanel: { parent: document.getElementById("properties") },
    additionalModules: [inOurWords, mending, minimap, propertiesPanel, plainProperties, conventions, untilTypingRests],
    moddleExtensions: { camunda },
  });
  exchangeWords(document.getElementById("properties"));
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
    async show(text, { anew = false, anySize = false } = {}) {
      const number = numberOfShapes(text);
      if (!number) throw new NotShown("no_places", {});
      if (number > MOST_SHAPES && !anySize) throw new NotShown("too_large", { number });
      const before = looked && !anew && part("canvas").viewbox();
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
    canSelect: ({ element }) => Boolean(shapeOf(element)),
    select({ element }) {
      const shape = shapeOf(element);
      if (!shape) return;
      part("selection").select(shape);
      part("canvas").scrollToElement(shape, 120);
    },
    mark(findings) {
      badges = markElements(findings, badges, part);
    },
    changesIn,
    withoutPlace: () => withoutPlace(modeler),
    mend: (text) => mend(modeler, text),
    focus: () => part("canvas").focus(),
    canUndo: () => part("commandStack").canUndo(),
    canRedo: () => part("commandStack").canRedo(),
    undo: () => part("commandStack").undo(),
    redo: () => part("commandStack").redo(),
  };

  /** What is drawn for an id: the element, or the pool of a process. */
  function shapeOf(id) {
    const registry = part("elementRegistry");
    return registry.get(id ?? "") ?? registry.find((shape) => id && shape.businessObject?.processRef?.id === id);
  }

  function markElements(findings, before, get) {
    const canvas = get("canvas"), overlays = get("overlays"), registry = get("elementRegistry");
    before.forEach(({ id, overlay, marker }) => {
      if (registry.get(id)) canvas.removeMarker(id, marker);
      overlays.remove(overlay);
    });
    const byElement = new Map();
    for (const finding of findings) {
      const shape = shapeOf(finding.element);
      if (shape) byElement.set(shape.id, [...(byElement.get(shape.id) ?? []), finding]);
    }
    return [...byElement].map(([id, about]) => {
      const gravest = about[0].severity; // the server sends the gravest first
      const marker = `has-${gravest}`;
      canvas.addMarker(id, marker);
      const words = about.map((each) => each.message).join("\n");
      const badge = make("button", {
        type: "button", class: `mistake mistake--${gravest}`, title: words, "aria-label": words,
        onclick: () => { get("selection").select(registry.get(id)); pointAt(about[0].element); },
      }, about.length > 1 ? String(about.length) : "!");
      const shape = registry.get(id);
      const isWide = ["bpmn:Participant", "bpmn:Lane"].includes(shape.type); // its right end is far away
      const position = shape.waypoints || isWide ? { top: -12, left: 0 } : { top: -12, right: 12 };
      return { id, marker, overlay: overlays.add(id, "mistake", { position, html: badge }) };
    });
  }
}

/** Show the drawing whole beside the palette if that can be read, else where it begins. */
function lookAtBeginning(canvas, registry) {
  canvas.zoom("fit-viewport");
  const { scale, outer, inner } = canvas.viewbox();
  const whole = Math.min(scale, (outer.width - PALETTE_PX) / inner.width);
  const chosen = Math.max(LEGIBLE, Math.min(1, whole));
  const width = outer.width / chosen, height = outer.height / chosen;
  const first = registry.find((shape) => shape.type === "bpmn:StartEvent" && shape.parent?.type !== "bpmn:SubProcess");
  const middle = first && whole < LEGIBLE ? first.y + first.height / 2 : inner.y + inner.height / 2;
  const y = whole < LEGIBLE ? Math.max(inner.y - 30, middle - height / 2) : middle - height / 2;
  canvas.viewbox({ x: inner.x - PALETTE_PX / chosen, y, width, height });
}

/** The names of what differs between two texts of a drawing; null where one is none. */
async function changesIn(before, after) {
  try {
    const [old, now] = await Promise.all([before, after].map(async (text) =>
      (await new BpmnModdle({ camunda }).fromXML(text)).rootElement));
    const found = diff(old, now);
    const names = [found._added, found._removed, found._changed, found._layoutChanged]
      .flatMap((kind) => Object.values(kind))
      .map((each) => calledIn(each.model ?? each));
    return [...new Set(names)];
  } catch {
    return null;
  }
}
