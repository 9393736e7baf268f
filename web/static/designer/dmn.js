// Decision tables: dmn-js, opened at its first table, with mistakes on their cells.
import { cellOf, markCells } from "./dmn_marks.js";
import { exchangeWords, inOurWords } from "./editor_words.js";
import { untilTypingRests } from "./typing.js";

const VIEWS = ["drd", "decisionTable", "literalExpression", "boxedExpression"];

/** The editor of the tables in `host`. */
export function open(host, { changed, pointAt }) {
  const modeler = new DmnJS({
    container: host,
    ...Object.fromEntries(VIEWS.map((view) => [view, { additionalModules: [inOurWords, untilTypingRests] }])),
  });
  exchangeWords(host);
  keepListsOpen(host);
  const listened = new WeakSet();
  let original = "";
  let isChanged = false;
  let known = [];

  modeler.on("views.changed", () => {
    mark();
    const bus = modeler.getActiveViewer()?.get("eventBus");
    if (!bus || listened.has(bus)) return;
    listened.add(bus);
    bus.on(["elements.changed", "element.updateId"], () => { isChanged = true; changed(); });
  });

  const stack = () => modeler.getActiveViewer()?.get("commandStack");
  const element = ({ element: id }) => (id ? withId(modeler.getDefinitions(), id) : undefined);
  const viewOf = (object) => lineOf(object)
    .map((each) => modeler.getViews().find((view) => view.element === each)).find(Boolean);
  const isOpen = (view) => view && view.element === modeler.getActiveView()?.element;

  function mark() {
    markCells(host, known, { idOf, pointAt });
  }

  /** The id of the nearest thing that the table shows; "" for the table as a whole. */
  function idOf(finding) {
    const line = lineOf(element(finding));
    if (!isOpen(viewOf(line[0]))) return null;
    return line.find(({ id }) => id && cellOf(host, id))?.id ?? "";
  }

  return {
    async show(text) {
      await modeler.importXML(text);
      original = text;
      isChanged = false;
      const views = modeler.getViews();
      await modeler.open(views.find((view) => view.type === "decisionTable") ?? views[0]);
    },
    text: async () => (isChanged ? (await modeler.saveXML({ format: true })).xml : original),
    canSelect: (finding) => Boolean(viewOf(element(finding))),
    async select(finding) {
      const view = viewOf(element(finding));
      if (!isOpen(view)) await modeler.open(view);
      const cell = cellOf(host, idOf(finding));
      cell?.scrollIntoView({ block: "nearest", inline: "nearest" });
      cell?.querySelector("[contenteditable]")?.focus();
    },
    mark(findings) {
      known = findings;
      mark();
    },
    mend: () => false,
    focus: () => host.querySelector("[contenteditable]")?.focus(),
    canUndo: () => stack()?.canUndo() ?? false,
    canRedo: () => stack()?.canRedo() ?? false,
    undo: () => stack().undo(),
    redo: () => stack().redo(),
  };
}

/** A list closes when the focus goes elsewhere, as it would to our page at a press on an option. */
function keepListsOpen(host) {
  host.addEventListener("mousedown", (event) => {
    if (event.target.closest(".dms-select-options")) event.preventDefault();
  }, { capture: true });
}

/** An object, what it lies in, what that lies in, and so on. */
function lineOf(object) {
  return object ? [object, ...lineOf(object.$parent)] : [];
}

/** The object with an id in or below one. */
function withId(object, id) {
  if (object.id === id) return object;
  const parts = object.$descriptor.properties.filter((each) => !each.isAttr && !each.isReference)
    .flatMap(({ name }) => [object.get(name)].flat()).filter((each) => each?.$descriptor?.properties);
  for (const part of parts) {
    const found = withId(part, id);
    if (found) return found;
  }
  return undefined;
}
