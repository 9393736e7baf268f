// Decision tables: dmn-js, opened at its first table.

/** The editor of the tables in `host`. */
export function open(host, { changed }) {
  const modeler = new DmnJS({ container: host, keyboard: { bindTo: document } });
  const listened = new WeakSet();
  let original = "";
  let isChanged = false;

  modeler.on("views.changed", () => {
    const bus = modeler.getActiveViewer()?.get("eventBus");
    if (!bus || listened.has(bus)) return;
    listened.add(bus);
    bus.on(["elements.changed", "element.updateId"], () => { isChanged = true; changed(); });
  });

  return {
    async show(text) {
      await modeler.importXML(text);
      original = text;
      isChanged = false;
      const views = modeler.getViews();
      await modeler.open(views.find((view) => view.type === "decisionTable") ?? views[0]);
    },
    text: async () => (isChanged ? (await modeler.saveXML({ format: true })).xml : original),
    canSelect: ({ element }) => modeler.getViews().some((view) => view.element.id === element),
    select: ({ element }) => modeler.open(modeler.getViews().find((view) => view.element.id === element)),
    mark: () => {},
  };
}
