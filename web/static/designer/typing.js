// What is typed reaches an editor when the typing rests, or at once when somebody asks for the text.

const RESTS_MS = 300;
const waiting = new Set();

/** In the place of an editor's own way to wait: `run` is called when the typing rests. */
function whenTypingRests(run) {
  let timer = 0, typed = null;

  function cancel() {
    clearTimeout(timer);
    waiting.delete(flush);
    typed = null;
  }

  function flush() {
    const last = typed;
    cancel();
    last?.();
  }

  function soon(...facts) {
    cancel();
    typed = () => run.apply(this, facts);
    timer = setTimeout(flush, RESTS_MS);
    waiting.add(flush);
  }

  return Object.assign(soon, { flush, cancel });
}

/** A module for every editor; that of forms knows the same thing by a shorter name. */
export const untilTypingRests = { debounce: ["value", whenTypingRests], debounceInput: ["value", whenTypingRests] };

/** Let the editor have what was typed until now. */
export function takeTyped() {
  [...waiting].forEach((flush) => flush());
}

/** Let it have also what a field tells only when it is left; the cursor stays where it stands. */
export function leaveField() {
  const field = document.activeElement;
  if (field?.matches("input, textarea, [contenteditable]")) {
    field.blur();
    field.focus({ preventScroll: true });
  }
  takeTyped();
}
