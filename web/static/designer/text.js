// The plain editor: the text area that the page brings along.

/** Edit as text. */
export function openText(area, { changed }) {
  area.addEventListener("input", changed);
  return {
    text: async () => area.value,
    select: ({ line }) => line && toLine(area, line),
    mark: () => {},
  };
}

function toLine(area, number) {
  const lines = area.value.split("\n");
  const start = lines.slice(0, number - 1).join("\n").length + (number > 1 ? 1 : 0);
  area.focus();
  area.setSelectionRange(start, start + (lines[number - 1] ?? "").length);
  const height = parseFloat(getComputedStyle(area).lineHeight);
  area.scrollTop = Math.max(0, (number - 5) * height);
}
