// Forms: the form-js editor, and beside it the form as the server will ask it.
import { FormEditor } from "../vendor/forms.js";
import { exchangeWords } from "./editor_words.js";
import { make, settled } from "./elements.js";
import { formConventions } from "./form_properties.js";
import * as server from "./server.js";
import { say, settings } from "./settings.js";
import { untilTypingRests } from "./typing.js";

const PREVIEW_AFTER_MS = 500;

/** The editor of a form in `host`. */
export function open(host, { changed }) {
  const editor = new FormEditor({ container: host, additionalModules: [formConventions, untilTypingRests] });
  exchangeWords(host);
  const shown = preview(() => current());
  let original = "";
  let isShowing = false;
  let isChanged = false;

  editor.on("changed", () => {
    if (isShowing) return;
    isChanged = true;
    changed();
    shown.soon();
  });

  const current = () => (isChanged ? `${JSON.stringify(editor.saveSchema(), null, 2)}\n` : original);
  const fields = () => editor.get("formFieldRegistry").getAll();
  const field = ({ element }) => fields()
    .find((each) => each.key === element || each.path === element || each.id === element);

  return {
    async show(text) {
      isShowing = true;
      try {
        await editor.importSchema(JSON.parse(text));
        original = text;
        isChanged = false;
      } finally {
        isShowing = false;
      }
      shown.soon();
    },
    text: async () => current(),
    mend(text) {
      const changes = differences(editor.saveSchema(), JSON.parse(text));
      changes?.forEach(({ id, properties }) =>
        editor.get("modeling").editFormField(fields().find((each) => each.id === id), properties));
      return Boolean(changes);
    },
    canSelect: (finding) => Boolean(field(finding)),
    select: (finding) => editor.get("selection").set(field(finding)),
    mark: () => {},
    focus: () => host.querySelector(".fjs-form-container, .fjs-container")?.focus(),
    canUndo: () => editor.get("commandStack").canUndo(),
    canRedo: () => editor.get("commandStack").canRedo(),
    undo: () => editor.get("commandStack").undo(),
    redo: () => editor.get("commandStack").redo(),
  };
}

/** What to set at which field; null where fields came, went or became others. */
function differences(now, mended) {
  const parts = now.components ?? [], wanted = mended.components ?? [];
  const isSame = now.type === mended.type && parts.length === wanted.length;
  const below = isSame ? parts.map((each, index) => differences(each, wanted[index])) : [null];
  if (below.includes(null)) return null;
  const names = Object.keys(mended).filter((name) => !["components", "id"].includes(name));
  const changed = names.filter((name) => JSON.stringify(now[name]) !== JSON.stringify(mended[name]));
  const properties = Object.fromEntries(changed.map((name) => [name, mended[name]]));
  return [...(changed.length ? [{ id: now.id, properties }] : []), ...below.flat()];
}

/** The frame in which the server's own page of the form stands. */
function preview(text) {
  const frame = document.getElementById("preview-frame");
  const faults = document.getElementById("preview-faults");
  const all = document.getElementById("preview-all");
  const languages = [...document.querySelectorAll("[data-in]")];
  let chosen = settings.language;

  const soon = settled(PREVIEW_AFTER_MS, show);
  all.addEventListener("change", show);
  languages.forEach((each) => each.addEventListener("click", () => {
    chosen = each.dataset.in;
    languages.forEach((other) => other.setAttribute("aria-pressed", String(other === each)));
    show();
  }));

  async function show() {
    try {
      const { page } = await server.preview(text(), { in: chosen, ...(all.checked ? { all: "1" } : {}) });
      frame.srcdoc = page; // its sandbox runs no script
      faults.replaceChildren();
    } catch (refused) {
      if (!(refused instanceof server.Refused)) throw refused;
      const reasons = refused.told.faults ?? [say("not_saved")];
      faults.replaceChildren(make("p", {}, say("preview_failed")),
        make("ul", {}, ...reasons.map((reason) => make("li", {}, reason))));
    }
  }
  return { soon };
}
