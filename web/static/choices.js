/* Long lists get a box to search them; where things are chosen, each heading says how many. */
"use strict";
(function () {
  const plain = (text) => text.normalize("NFKC").toLowerCase().replace(/\s+/g, " ").trim();
  const ticked = (part) => part.querySelectorAll("input:checked").length;

  function finder(list, number) {
    const id = `find-in-list-${number}`;
    const box = document.createElement("div");
    const label = document.createElement("label");
    const input = document.createElement("input");
    const found = document.createElement("p");
    box.className = "choices__find";
    label.className = "govuk-label";
    label.htmlFor = input.id = id;
    label.textContent = list.dataset.filter;
    input.className = "govuk-input input--short";
    input.autocomplete = "off";
    input.spellcheck = false;
    found.className = "govuk-hint";
    found.setAttribute("role", "status");
    box.append(label, input, found);
    return { box, input, found };
  }

  function search(list, items, groups, asked) {
    const words = plain(asked).split(" ").filter(Boolean);
    let shown = 0;
    for (const item of items) {
      const text = plain(item.textContent);
      item.hidden = !words.every((word) => text.includes(word));
      if (!item.hidden) shown += 1;
    }
    for (const group of groups) {
      const has = group.querySelector("[class$=__item]:not([hidden])") !== null;
      group.hidden = !has;
      group.open = words.length ? has : ticked(group) > 0;
    }
    if (!words.length) return "";
    return list.dataset.found.replace("{found}", shown).replace("{all}", items.length);
  }

  document.querySelectorAll("[data-filter]").forEach((list, number) => {
    const items = [...list.querySelectorAll("[class$=__item]")];
    const groups = [...list.querySelectorAll("details")];
    const { box, input, found } = finder(list, number);
    (groups[0] || items[0].parentElement).before(box);
    input.addEventListener("input", () => {
      found.textContent = search(list, items, groups, input.value);
    });
    /* Enter looks for something; it must not complete the step. */
    input.addEventListener("keydown", (event) => {
      if (event.key === "Enter") event.preventDefault();
    });
    if (list.dataset.chosen) list.addEventListener("change", () => groups.forEach((group) => {
      const number = ticked(group);
      const words = number ? list.dataset.chosen.replace("{number}", number) : "";
      group.querySelector(".choices__chosen").textContent = words;
    }));
  });
})();
