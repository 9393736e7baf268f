// The page of one file: opens its editor, saves it, keeps what is not saved, and shows mistakes.
import { button, forget, make, notify, settled } from "./elements.js";
import { askAboutConflict, downloadOf } from "./conflict.js";
import { markChanged, showSaves } from "./files_list.js";
import { pointAt } from "./findings.js";
import { forgetKept, keep, kept } from "./kept.js";
import { mending } from "./mending.js";
import { sayMoment } from "./moments.js";
import { tellNotShown, tellWithoutPlace } from "./not_shown.js";
import * as server from "./server.js";
import { say, settings } from "./settings.js";
import { openText } from "./text.js";
import { leaveField, takeTyped } from "./typing.js";
import { undoing } from "./undoing.js";

const KEEP_AFTER_MS = 700;
const CHECK_AFTER_MS = 2500;

const area = document.getElementById("content");
const form = document.getElementById("text-form");
const canvas = document.getElementById("canvas");
const state = document.getElementById("save-state");
const tools = document.getElementById("tools");

/** The file: what the server has, what it was made from, and the editors that show it. */
const file = { saved: area?.value ?? "", read: settings.read, isChanged: false, changes: 0 };
let picture = null; // the editor with a picture, where the file has one
let plain = null;
let current = null;
let left = null; // what the picture held when it was left for the text
const steps = undoing({ current: () => current, textNow: currentText, put });
const mistakes = mending({
  textNow: currentText, changes: () => file.changes, replace, goBack, select, shown: (found) => picture?.mark(found),
});

async function start() {
  plain = openText(area, { changed });
  current = plain;
  if (settings.kind !== "text") {
    const module = await import(`./${settings.kind}.js`);
    picture = module.open(canvas, { changed, pointAt });
    tools.append(...steps.buttons, button("", switchEditor, { id: "switch" }));
    await showPicture(file.saved);
  }
  form.addEventListener("submit", (event) => { event.preventDefault(); save(); });
  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key === "s") { event.preventDefault(); save(); }
  }, { capture: true }); // a name that is typed on the drawing lets no key through
  window.addEventListener("beforeunload", (event) => { takeTyped(); if (file.isChanged) event.preventDefault(); });
  await offerKept();
  if (settings.findings) mistakes.show(settings.findings);
  selectFromAddress();
  window.addEventListener("hashchange", selectFromAddress);
  document.documentElement.dataset.ready = "1";
  if (!settings.findings) await mistakes.check();
}

// editors

async function showPicture(text, how = {}) {
  canvas.hidden = false; // an editor measures the place it gets
  forget("broken");
  try {
    await picture.show(text, how);
  } catch (error) {
    left = null;
    useText(text);
    tellNotShown(error, { layOut, drawAnyway: () => showPicture(area.value, { anySize: true }) });
    return;
  }
  current = picture;
  arrange();
  picture.mark(mistakes.found);
  tellWithoutPlace(picture.withoutPlace?.() ?? 0, { layOut });
}

async function layOut() {
  try {
    const before = await currentText();
    const { content } = await server.layOut(before);
    steps.keep(before);
    await put(content, { anew: true });
    notify("mended", "done", say("laid_out"), " ", button(say("unmend"), unmend));
  } catch (refused) {
    if (!(refused instanceof server.Refused)) throw refused;
    notify("mended", "soon", refused.told.fault ?? say("not_saved"));
  }
}

function useText(text) {
  plain.show(text);
  current = plain;
  arrange();
}

function arrange() {
  const isPicture = current === picture;
  canvas.hidden = !isPicture;
  form.hidden = isPicture;
  for (const id of ["properties", "preview"]) document.getElementById(id)?.toggleAttribute("hidden", !isPicture);
  const other = document.getElementById("switch");
  if (other) other.textContent = say(isPicture ? "as_text" : "as_picture");
  steps.buttons.forEach((each) => each.toggleAttribute("hidden", !isPicture));
  steps.show();
}

async function switchEditor({ currentTarget: pressed }) {
  pressed.disabled = true; // a large drawing takes its time
  try {
    await changeEditor();
  } finally {
    pressed.disabled = false;
  }
}

async function changeEditor() {
  forget("mended");
  const text = await currentText();
  if (current === picture) {
    left = text;
    useText(text);
  } else if (text === left) { // its steps are all there still
    current = picture;
    arrange();
    picture.mark(mistakes.found);
  } else {
    if (left !== null) steps.keep(left);
    left = null;
    await showPicture(text);
  }
}

/** The text as it stands; a file that was not touched stays as it was, to the byte. */
async function currentText() {
  takeTyped();
  return file.isChanged ? current.text() : file.saved;
}

/** Put another text into the editor, as a change that is not saved yet. */
async function put(text, { isSaved = false, anew = false } = {}) {
  if (current === picture || anew) await showPicture(text, { anew });
  else useText(text);
  if (isSaved) settle(text);
  else changed();
}

// changes

const keepSoon = settled(KEEP_AFTER_MS, async () => {
  if (file.isChanged) await keep(await current.text(), file.read).catch(console.warn);
});
const checkSoon = settled(CHECK_AFTER_MS, () => mistakes.check());

function changed() {
  if (!settings.isOpen) return;
  file.isChanged = true;
  file.changes += 1;
  state.textContent = say("unsaved");
  state.className = "bench__state is-unsaved";
  steps.changed();
  mistakes.outdate();
  keepSoon();
  checkSoon();
}

function settle(text) {
  file.saved = text;
  file.isChanged = false;
  forgetKept().catch(console.warn);
}

async function offerKept() {
  const found = await kept().catch(() => undefined);
  if (!found) return;
  if (found.text === file.saved) { await forgetKept(); return; }
  const words = [say("kept_found", { when: sayMoment(found.at) })];
  if (found.read !== file.read) words.push(say("kept_older"));
  const take = button(say("take_kept"), async () => {
    forget("kept");
    file.read = found.read; // so that a save tells what another has done since
    await put(found.text);
  });
  notify("kept", "soon", make("p", {}, words.join(" ")),
    settings.isOpen ? take : downloadOf(found.text), " ",
    button(say("drop_kept"), async () => { forget("kept"); await forgetKept(); }));
}

// saving

async function save() {
  if (!settings.isOpen) return;
  leaveField();
  const text = await currentText();
  const changesSent = file.changes;
  state.textContent = say("saving");
  try {
    const done = await server.save(settings.path, text, file.read);
    file.read = done.saves;
    form.elements.read.value = done.saves;
    if (file.changes === changesSent) settle(text);
    forget("save");
    showSaves(done.saves);
    markChanged();
    state.textContent = `${say("saved")}, ${done.at}`;
    state.className = "bench__state is-saved";
    await mistakes.check();
  } catch (refused) {
    if (!(refused instanceof server.Refused)) throw refused;
    await keep(text, file.read).catch(console.warn);
    state.textContent = say("unsaved");
    state.className = "bench__state is-unsaved";
    if (refused.status === 409) await solve(refused.told, text);
    else notify("save", "danger", refused.told.fault ?? say(refused.status === 401 || refused.status === 400 ? "signed_out" : "not_saved"), " ", downloadOf(text));
  }
}

async function solve(told, mine) {
  const changes = picture?.changesIn && ((text) => picture.changesIn(file.saved, text));
  const chosen = await askAboutConflict({ told, mine, changes });
  if (chosen === "later") return;
  file.read = told.saves;
  if (chosen === "theirs") {
    await put(told.content, { isSaved: true });
    state.textContent = "";
    await mistakes.check();
  } else {
    file.isChanged = true;
    await save();
  }
}

// mistakes

/** Go to what a finding is about: on the picture, or where it has no place there, in the text. */
function select(finding) {
  if (current !== picture || picture.canSelect(finding)) current.select(finding);
  else if (finding.line) changeEditor().then(() => plain.select(finding));
}

async function replace(before, mended) {
  if (!await current.mend(mended)) {
    steps.keep(before);
    await put(mended);
  }
  current.focus();
}

async function unmend() {
  forget("mended");
  await goBack();
  await mistakes.check();
}

async function goBack() {
  await steps.undo();
  current.focus();
}

function selectFromAddress() {
  const element = decodeURIComponent(location.hash.slice(1));
  const finding = mistakes.found.find((each) => each.file === settings.path && each.element === element);
  if (element) select(finding ?? { element, file: settings.path });
}

if (area) start();
