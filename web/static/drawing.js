/* Shows drawings with their tokens. Without JavaScript the list of steps beside each stays. */
"use strict";
(function () {
  if (typeof BpmnJS === "undefined") return;
  const LEGIBLE = 0.7;
  document.querySelectorAll(".drawing").forEach(prepare);

  function prepare(box) {
    const words = (name) => (box.dataset[name] || "").split(" ").filter(Boolean);

    async function show() {
      if (box.dataset.shown) return;
      box.dataset.shown = "1";
      const answer = await fetch(box.dataset.source, { credentials: "same-origin" });
      if (!answer.ok) return;
      const viewer = new BpmnJS({ container: box });
      await viewer.importXML(await answer.text());
      const canvas = viewer.get("canvas");
      const elements = viewer.get("elementRegistry");
      const mark = (id, marker) => { if (elements.get(id)) canvas.addMarker(id, marker); };
      words("passed").forEach((id) => mark(id, "is-passed"));
      words("standing").forEach((id) => mark(id, "is-standing"));
      canvas.zoom("fit-viewport");
      const steps = [...words("here"), ...words("standing")];
      look(canvas, steps.map((id) => elements.get(id)).filter(Boolean));
    }

    /* Show the step of this page, else one where it stands, large enough to be read. */
    function look(canvas, steps) {
      const { scale, outer } = canvas.viewbox();
      const first = steps.find((shape) => shape.type === "bpmn:UserTask") || steps[0];
      if (!first || scale >= LEGIBLE) return;
      const width = outer.width / LEGIBLE, height = outer.height / LEGIBLE;
      const x = first.x + first.width / 2 - width / 2, y = first.y + first.height / 2 - height / 2;
      canvas.viewbox({ x, y, width, height });
    }

    const folded = box.closest("details");
    if (folded && !folded.open) folded.addEventListener("toggle", show, { once: true });
    else show();
  }
})();
