// Undo and redo, by button and keyboard.
//
// Every editor has steps of its own. Where it had to read a text anew (a fix that it could take as
// no step) they begin again; then undo goes back to the text before.
import { button } from "./elements.js";
import { say } from "./settings.js";

/** `current` is the editor in use; `textNow` what it holds; `put` lets it read another text. */
export function undoing({ current, textNow, put }) {
  const before = [], after = [];
  let isStepping = false;
  const backward = button(say("undo"), undo, { id: "undo", title: "Ctrl+Z", disabled: true });
  const forward = button(say("redo"), redo, { id: "redo", title: "Ctrl+Y", disabled: true });

  document.addEventListener("keydown", (event) => {
    const isTyping = event.target.closest("input, textarea, select, [contenteditable=true]");
    if (event.defaultPrevented || isTyping || !(event.ctrlKey || event.metaKey)) return;
    const key = event.key.toLowerCase();
    if (key === "z" && !event.shiftKey) step(event, undo);
    else if (key === "y" || (key === "z" && event.shiftKey)) step(event, redo);
  });

  function step(event, act) {
    event.preventDefault();
    act();
  }

  async function undo() {
    if (current().canUndo()) current().undo();
    else if (before.length) await read(before, after);
    show();
  }

  async function redo() {
    if (current().canRedo()) current().redo();
    else if (after.length) await read(after, before);
    show();
  }

  async function read(from, to) {
    isStepping = true;
    to.push(await textNow());
    await put(from.pop());
    isStepping = false;
  }

  function show() {
    backward.disabled = !(current().canUndo() || before.length);
    forward.disabled = !(current().canRedo() || after.length);
  }

  return {
    buttons: [backward, forward],
    undo,
    show,
    /** Something was changed by hand: what was undone before it cannot come again. */
    changed() {
      if (!isStepping && !current().canRedo()) after.length = 0;
      show();
    },
    /** The editor is about to read another text in the place of this one. */
    keep(text) {
      before.push(text);
      after.length = 0;
    },
  };
}
