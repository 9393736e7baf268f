// Mistakes on the cells of a table.
//
// The table draws its cells anew whenever it likes, so nothing is written into them: a style sheet
// marks those with the ids, and the words appear as a title when the pointer comes.

const COLOURS = { error: ["#b3261e", "#fdecea"], warning: ["#8a5a00", "#fff4de"], note: ["#465352", "#eef2f2"] };
/** Where a missing row would be added. */
const MISSING_ROW = "tfoot.add-rule td.add-rule-add";

const sheet = new CSSStyleSheet();
document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];

/** The cell, head of a column, or number of a row that has an id. */
const signOf = (id) => `:is(td[data-element-id="${CSS.escape(id)}"], th[data-col-id="${CSS.escape(id)}"])`;

/** The same with all cells of a row. */
const groundOf = (id) => `:is(${signOf(id)}, td[data-row-id="${CSS.escape(id)}"])`;

/** The cell of an element; nothing where the table shown has none. */
export const cellOf = (host, id) => host.querySelector(signOf(id));

/** Mark the cells that findings are about; `idOf` gives the id that is shown, "" for the whole table. */
export function markCells(host, findings, { idOf, pointAt }) {
  const marks = findings.map((finding) => ({ finding, id: idOf(finding) })).filter(({ id }) => id !== null);
  sheet.replaceSync(marks.toReversed().map(rules).join("\n")); // the gravest come first, and win
  const about = (target) => {
    const cell = target.closest("td, th");
    const found = marks.filter(({ id }) => cell?.matches(id ? groundOf(id) : MISSING_ROW));
    return [cell, found.map(({ finding }) => finding)];
  };
  host.onpointerover = ({ target }) => {
    const [cell, found] = about(target);
    if (found.length) cell.title = found.map((each) => each.message).join("\n");
    else cell?.removeAttribute("title");
  };
  host.onclick = ({ target }) => {
    const [, [first]] = about(target);
    if (first) pointAt(first.element);
  };
}

function rules({ finding, id }) {
  const [line, ground] = COLOURS[finding.severity];
  return `${id ? groundOf(id) : MISSING_ROW} { box-shadow: inset 0 0 0 2px ${line}; background: ${ground} !important; }
    ${id ? signOf(id) : MISSING_ROW} { position: relative; }
    ${id ? signOf(id) : MISSING_ROW}::after { content: "!"; position: absolute; top: 2px; right: 2px; padding: 0 6px;
      border-radius: 9px; color: #fff; background: ${line}; font: 700 12px/18px sans-serif; pointer-events: none; }`;
}
