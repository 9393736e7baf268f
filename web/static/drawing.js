/* Shows drawings with their tokens. Without JavaScript the list of steps beside each stays. */
"use strict";
(function () {
  if (typeof BpmnJS === "undefined") return;
  const LEGIBLE = 0.7;
  document.querySelectorAll(".drawing").forEach(prepare);

  function prepare(box) {
    const words = (name) => (box.dataset[name] || "").split(" ").filter(Boolean);
    const table = (name) => Object.entries(JSON.parse(box.dataset[name] || "{}"));

    async function show() {
      if (box.dataset.shown) return;
      box.dataset.shown = "1";
      const answer = await fetch(box.dataset.source, { credentials: "same-origin" });
      if (!answer.ok) return;
      const viewer = new BpmnJS({ container: box });
      await viewer.importXML(await answer.text());
      const canvas = viewer.get("canvas");
      const elements = viewer.get("elementRegistry");
      const drawn = (id) => elements.get(id);
      const mark = (id, marker) => { if (drawn(id)) canvas.addMarker(id, marker); };
      table("passed").forEach(([id]) => mark(id, "is-passed"));
      words("atWork").forEach((id) => mark(id, "is-at-work"));
      words("standing").forEach((id) => mark(id, "is-standing"));
      words("unvisited").forEach((id) => mark(id, "is-unvisited"));
      table("heats").forEach(([id, heat]) => mark(id, `heat-${heat}`));
      const overlays = viewer.get("overlays");
      table("passed").filter(([id, times]) => times > 1 && drawn(id)).forEach(([id, times]) => {
        overlays.add(id, { position: { bottom: 8, left: -8 }, html: label("span", "drawing__times", `${times}×`) });
      });
      table("numbers").filter(([id]) => drawn(id)).forEach(([id, words]) => {
        const position = drawn(id).height < 60 ? { top: -14, left: -8 } : { bottom: 8, left: 4 };
        overlays.add(id, { position, html: label("span", "drawing__number", words) });
      });
      table("opens").filter(([id]) => drawn(id)).forEach(([id, address]) => {
        const link = label("a", "drawing__open", box.dataset.openWords);
        link.href = address;
        link.setAttribute("aria-label", `${box.dataset.openWords}: ${drawn(id).businessObject.name}`);
        overlays.add(id, { position: { top: -12, right: 40 }, html: link });
      });
      canvas.zoom("fit-viewport");
      const pool = elements.find((shape) => shape.type === "bpmn:Participant"
        && shape.businessObject.processRef?.id === box.dataset.process);
      const here = words("here").map(drawn).filter(Boolean);
      look(canvas, here.length ? here : [pool]);
    }

    function label(tag, name, words) {
      const made = document.createElement(tag);
      made.className = name;
      made.textContent = words;
      return made;
    }

    /* Show the step of this page, else one where it stands, large enough to be read. */
    function look(canvas, steps) {
      const { scale, outer } = canvas.viewbox();
      const first = steps.find((shape) => shape && shape.type === "bpmn:UserTask") || steps[0];
      if (!first || scale >= LEGIBLE) return;
      const width = outer.width / LEGIBLE, height = outer.height / LEGIBLE;
      const isPool = first.type === "bpmn:Participant";
      const x = isPool ? first.x - 40 : first.x + first.width / 2 - width / 2;
      const y = first.y + first.height / 2 - height / 2;
      canvas.viewbox({ x, y, width, height });
    }

    const folded = box.closest("details");
    if (folded && !folded.open) folded.addEventListener("toggle", show, { once: true });
    else show();
  }
})();
