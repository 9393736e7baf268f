// Another designer was quicker: both texts, and three ways to go on.
import { button, make } from "./elements.js";
import { say, settings } from "./settings.js";

/** Ask what to do; resolves to `theirs`, `mine` or `later`. `changes` tells what a text changed. */
export async function askAboutConflict({ told, mine, changes }) {
  const isGone = told.saves === null;
  const dialog = make("dialog", { class: "conflict", "aria-labelledby": "conflict-title" },
    make("h2", { id: "conflict-title", class: "govuk-heading-m" }, say("conflict_title")),
    make("p", {}, say(isGone ? "conflict_gone" : "conflict_who", { who: told.who, when: told.at })),
    make("div", { class: "versus" },
      isGone ? null : await side(say("theirs"), told.content, changes),
      await side(say("mine"), mine, changes)));
  document.body.append(dialog);
  return new Promise((resolve) => {
    const answer = (chosen) => () => { resolve(chosen); dialog.close(); };
    dialog.append(make("p", { class: "conflict__ways" },
      isGone ? null : button(say("take_theirs"), answer("theirs"), { class: "govuk-button govuk-button--secondary" }),
      button(say("keep_mine"), answer("mine"), { class: "govuk-button" }),
      downloadOf(mine),
      button(say("later"), answer("later"))));
    dialog.addEventListener("close", () => { resolve("later"); dialog.remove(); });
    dialog.showModal();
  });
}

/** A link that takes a text of this file to her computer. */
export const downloadOf = (text) => make("a", {
  href: URL.createObjectURL(new Blob([text])), download: settings.path.split("/").pop(),
}, say("download_mine"));

async function side(title, text, changes) {
  const names = changes ? await changes(text) : null;
  return make("section", {},
    make("h3", { class: "govuk-heading-s" }, title),
    names === null ? null : make("p", {}, names.length
      ? say("changed_elements", { names: names.join(", ") }) : say("nothing_changed")),
    make("details", { class: "told", open: names === null }, make("summary", {}, say("as_text")),
      make("textarea", { readonly: true, rows: 10, wrap: "off", "aria-label": title }, text ?? "")));
}
