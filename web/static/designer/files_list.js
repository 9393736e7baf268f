// The list of the draft's files and how often it was saved, as the next page would show them.
import { make } from "./elements.js";
import { addressOf, say, settings } from "./settings.js";

const list = document.querySelector(".files__fold > ul");

/** Say how often the draft was saved. */
export function showSaves(number) {
  document.querySelector(".way__state").textContent = say("saves", { number });
}

/** Say that the file of this page differs from the version that the draft began from. */
export function markChanged() {
  const here = document.querySelector(".files__file[aria-current]");
  if (here && !here.querySelector(".files__changed")) here.append(sign());
}

/** Add a file that was made; who fills in names of files may choose it. */
export function add(path) {
  const link = make("a", { href: addressOf(settings.edit, path), class: "files__file" }, path, sign());
  list.append(make("li", { "data-made": path }, link));
  if (!path.endsWith(".form")) return;
  const key = path.replace(/^forms\//, "");
  settings.choices.forms[key] = "";
  settings.choices.places[key] = path;
}

/** Take a file away that was added. */
export function drop(path) {
  list.querySelector(`[data-made="${CSS.escape(path)}"]`)?.remove();
  const key = path.replace(/^forms\//, "");
  delete settings.choices.forms[key];
  delete settings.choices.places[key];
}

const sign = () => make("span", { class: "files__changed", title: say("changed") }, " ●");
