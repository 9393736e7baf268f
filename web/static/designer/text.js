// The plain editor: the text area that the page brings along.

/** No line that people wrote: it can be read only where it is broken. */
const LONG_LINE = /.{2000}/;

/** Edit as text. */
export function openText(area, { changed }) {
  area.addEventListener("input", () => {
    breakLongLines(area);
    changed();
  });
  breakLongLines(area);
  return {
    show(text) {
      area.value = text;
      breakLongLines(area);
    },
    text: async () => area.value,
    select: ({ line }) => line && toLine(area, line),
    mark: () => {},
    mend: (text) => mend(area, text),
    focus: () => area.focus(),
    canUndo: () => true,
    canRedo: () => true,
    undo: () => { area.focus(); document.execCommand("undo"); },
    redo: () => { area.focus(); document.execCommand("redo"); },
  };
}

function breakLongLines(area) {
  area.wrap = LONG_LINE.test(area.value) ? "soft" : "off";
}

function toLine(area, number) {
  const lines = area.value.split("\n");
  const start = lines.slice(0, number - 1).join("\n").length + (number > 1 ? 1 : 0);
  area.focus();
  area.setSelectionRange(start, start + (lines[number - 1] ?? "").length);
  const height = parseFloat(getComputedStyle(area).lineHeight);
  area.scrollTop = Math.max(0, (number - 5) * height);
}

/** Change only what differs, as if it were typed: so the browser can undo it. */
function mend(area, text) {
  const before = area.value;
  const least = Math.min(before.length, text.length);
  let start = 0, end = 0;
  while (start < least && before[start] === text[start]) start += 1;
  while (end < least - start && before.at(-1 - end) === text.at(-1 - end)) end += 1;
  const typed = text.slice(start, text.length - end);
  area.focus();
  area.setSelectionRange(start, before.length - end);
  const isMended = document.execCommand(typed ? "insertText" : "delete", false, typed);
  area.setSelectionRange(start, start);
  area.blur();
  area.focus(); // which brings the place of the fix into view
  return isMended;
}
