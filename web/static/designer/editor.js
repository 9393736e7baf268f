// The page of one file: opens its editor, saves it, keeps what is not saved, and shows mistakes.
import { button, forget, make, notify, settled } from "./elements.js";
import { askAboutConflict } from "./conflict.js";
import { pointAt, sayOfFindings, showFindings } from "./findings.js";
import { forgetKept, keep, kept } from "./kept.js";
import * as server from "./server.js";
import { say, settings } from "./settings.js";
import { openText } from "./text.js";

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
let findings = [];

/** Below this width a form, its properties and its preview need the place of the other files. */
const WIDE_PX = 1500;

async function start() {
  plain = openText(area, { changed });
  current = plain;
  if (settings.kind === "form" && innerWidth < WIDE_PX) document.querySelector(".files__fold").open = false;
  if (settings.kind !== "text") {
    const module = await import(`./${settings.kind}.js`);
    picture = module.open(canvas, { changed, pointAt });
    tools.append(button("", switchEditor, { id: "switch" }));
    await showPicture(file.saved);
  }
  form.addEventListener("submit", (event) => { event.preventDefault(); save(); });
  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key === "s") { event.preventDefault(); save(); }
  });
  window.addEventListener("beforeunload", (event) => { if (file.isChanged) event.preventDefault(); });
  await offerKept();
  if (settings.findings) show(settings.findings);
  selectFromAddress();
  window.addEventListener("hashchange", selectFromAddress);
  document.documentElement.dataset.ready = "1";
  if (!settings.findings) await checkNow();
}

// editors

async function showPicture(text) {
  canvas.hidden = false; // an editor measures the place it gets
  try {
    await picture.show(text);
  } catch (error) {
    console.warn(error);
    notify("broken", "soon", say("broken"));
    useText(text);
    return;
  }
  forget("broken");
  current = picture;
  arrange();
  picture.mark(findings);
}

function useText(text) {
  area.value = text;
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
}

async function switchEditor() {
  const text = await currentText();
  if (current === picture) useText(text);
  else await showPicture(text);
}

/** The text as it stands; a file that was not touched stays as it was, to the byte. */
async function currentText() {
  return file.isChanged ? current.text() : file.saved;
}

/** Put another text into the editor, as a change that is not saved yet. */
async function put(text, { isSaved = false } = {}) {
  if (current === picture) await showPicture(text);
  else useText(text);
  if (isSaved) settle(text);
  else changed();
}

// changes

const keepSoon = settled(KEEP_AFTER_MS, async () => {
  if (file.isChanged) await keep(await current.text(), file.read).catch(console.warn);
});
const checkSoon = settled(CHECK_AFTER_MS, () => checkNow());

function changed() {
  if (!settings.isOpen) return;
  file.isChanged = true;
  file.changes += 1;
  state.textContent = say("unsaved");
  state.className = "bench__state is-unsaved";
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
  if (!found || !settings.isOpen) return;
  if (found.text === file.saved) { await forgetKept(); return; }
  const when = new Date(found.at).toLocaleString(settings.language);
  const words = [say("kept_found", { when })];
  if (found.read !== file.read) words.push(say("kept_older"));
  notify("kept", "soon", make("p", {}, words.join(" ")),
    button(say("take_kept"), async () => {
      forget("kept");
      file.read = found.read; // so that a save tells what another has done since
      await put(found.text);
    }), " ",
    button(say("drop_kept"), async () => { forget("kept"); await forgetKept(); }));
}

// saving

async function save() {
  if (!settings.isOpen) return;
  const text = await currentText();
  const changesSent = file.changes;
  state.textContent = say("saving");
  try {
    const done = await server.save(text, file.read);
    file.read = done.saves;
    form.elements.read.value = done.saves;
    if (file.changes === changesSent) settle(text);
    forget("save");
    showSaves(done.saves);
    state.textContent = `${say("saved")}, ${done.at}`;
    state.className = "bench__state is-saved";
    await checkNow();
  } catch (refused) {
    if (!(refused instanceof server.Refused)) throw refused;
    await keep(text, file.read).catch(console.warn);
    state.textContent = say("unsaved");
    state.className = "bench__state is-unsaved";
    if (refused.status === 409) await solve(refused.told, text);
    else notify("save", "danger", refused.told.fault ?? say(refused.status === 401 || refused.status === 400 ? "signed_out" : "not_saved"));
  }
}

/** The row of steps and the list of files, as the next page would show them. */
function showSaves(number) {
  document.querySelector(".way__state").textContent = say("saves", { number });
  const here = document.querySelector(".files__file[aria-current]");
  if (here && !here.querySelector(".files__changed")) here.append(make("span", { class: "files__changed", title: say("changed") }, " ●"));
}

async function solve(told, mine) {
  const changes = picture?.changesIn && ((text) => picture.changesIn(file.saved, text));
  const chosen = await askAboutConflict({ told, mine, changes });
  if (chosen === "later") return;
  file.read = told.saves;
  if (chosen === "theirs") {
    await put(told.content, { isSaved: true });
    state.textContent = "";
    await checkNow();
  } else {
    file.isChanged = true;
    await save();
  }
}

// mistakes

async function checkNow() {
  sayOfFindings("checking");
  try {
    show(await server.check(await currentText()));
  } catch (refused) {
    if (!(refused instanceof server.Refused)) throw refused;
    sayOfFindings("check_failed");
  }
}

function show(found) {
  findings = found;
  showFindings(found, { select, mend });
  picture?.mark(found);
}

/** Go to what a finding is about: on the picture, or where it has no place there, in the text. */
function select(finding) {
  if (current !== picture || picture.canSelect(finding)) current.select(finding);
  else if (finding.line) switchEditor().then(() => plain.select(finding));
}

async function mend(finding) {
  try {
    const mended = await server.fix(await currentText(), finding);
    await put(mended.content);
    notify("mended", "done", say("mended"));
    await checkNow();
  } catch (refused) {
    if (!(refused instanceof server.Refused)) throw refused;
    notify("mended", "soon", refused.told.fault ?? say("check_failed"));
  }
}

function selectFromAddress() {
  const element = decodeURIComponent(location.hash.slice(1));
  const finding = findings.find((each) => each.file === settings.path && each.element === element);
  if (element) select(finding ?? { element, file: settings.path });
}

if (area) start();
