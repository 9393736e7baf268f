/* Two drawings side by side, with a sign on whatever differs; they move together. */
"use strict";
(function () {
  if (typeof BpmnJS === "undefined") return;
  const SIGNS = { added: "+", removed: "−", changed: "✎", moved: "↔" };
  const LEGIBLE = 0.8;
  document.querySelectorAll(".pair").forEach(showPair);

  async function showPair(pair) {
    const boxes = [...pair.querySelectorAll(".pair__drawing")];
    const viewers = (await Promise.all(boxes.map(show))).filter(Boolean);
    moveTogether(viewers);
    pair.closest(".diff").querySelectorAll("[data-element]").forEach((line) => {
      line.style.cursor = "pointer";
      line.addEventListener("click", () => viewers.forEach((each) => lookAt(each, line.dataset.element)));
    });
  }

  async function show(box) {
    const answer = await fetch(box.dataset.source, { credentials: "same-origin" });
    if (!answer.ok) return null;
    const viewer = new BpmnJS({ container: box });
    await viewer.importXML(await answer.text());
    const marks = Object.entries(JSON.parse(box.dataset.marks || "{}"));
    const elements = viewer.get("elementRegistry");
    marks.filter(([id]) => elements.get(id)).forEach(([id, how]) => mark(viewer, id, how));
    viewer.get("canvas").zoom("fit-viewport");
    const first = marks.find(([id, how]) => how !== "moved" && elements.get(id));
    if (first) lookAt(viewer, first[0]);
    return viewer;
  }

  function mark(viewer, id, how) {
    const shape = viewer.get("elementRegistry").get(id);
    const isLarge = ["bpmn:Participant", "bpmn:Lane", "bpmn:Process", "bpmn:Collaboration"].includes(shape.type);
    if (isLarge) return;
    viewer.get("canvas").addMarker(id, `differs-${how}`);
    if (shape.waypoints) return;
    const sign = document.createElement("span");
    sign.className = `pair__sign pair__sign--${how}`;
    sign.textContent = SIGNS[how];
    viewer.get("overlays").add(id, { position: { top: -12, left: -8 }, html: sign });
  }

  function lookAt(viewer, id) {
    const shape = viewer.get("elementRegistry").get(id);
    if (!shape) return;
    const canvas = viewer.get("canvas");
    const { outer } = canvas.viewbox();
    const points = shape.waypoints || [{ x: shape.x, y: shape.y }, { x: shape.x + shape.width, y: shape.y + shape.height }];
    const middle = (axis) => (Math.min(...points.map((p) => p[axis])) + Math.max(...points.map((p) => p[axis]))) / 2;
    const width = outer.width / LEGIBLE, height = outer.height / LEGIBLE;
    canvas.viewbox({ x: middle("x") - width / 2, y: middle("y") - height / 2, width, height });
  }

  function moveTogether(viewers) {
    let isFollowing = false;
    viewers.forEach((leader) => leader.get("eventBus").on("canvas.viewbox.changed", ({ viewbox }) => {
      if (isFollowing) return;
      isFollowing = true;
      const { x, y, width, height } = viewbox;
      viewers.filter((each) => each !== leader).forEach((each) => each.get("canvas").viewbox({ x, y, width, height }));
      isFollowing = false;
    }));
  }
})();
