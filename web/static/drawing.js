/* Shows a case's drawing with its tokens. Without JavaScript the list of steps beside it stays. */
"use strict";
(function () {
  const box = document.getElementById("drawing");
  if (!box || typeof BpmnJS === "undefined") return;
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
    const first = words("standing").map((id) => elements.get(id)).find(Boolean);
    canvas.zoom("fit-viewport");
    if (first) canvas.zoom(Math.max(canvas.zoom(), 0.6), middle(first));
  }

  function middle(shape) {
    return { x: shape.x + shape.width / 2, y: shape.y + shape.height / 2 };
  }

  const folded = box.closest("details");
  if (folded && !folded.open) folded.addEventListener("toggle", show, { once: true });
  else show();
})();
