// The list of mistakes beside the editor.
import { button, make } from "./elements.js";
import { addressOf, say, settings } from "./settings.js";

const list = document.getElementById("findings");
const count = document.getElementById("findings-count");

/** Show findings; `select` goes to an element of this file, `mend` does what a finding offers. */
export function showFindings(findings, { select, mend }) {
  const errors = findings.filter((each) => each.severity === "error").length;
  const open = findings.filter((each) => !each.accepted).length;
  count.textContent = open ? String(open) : "";
  showStep(errors, open - errors);
  if (!findings.length) {
    list.replaceChildren(make("p", { class: "findings__none" }, say("no_findings")));
    return;
  }
  list.replaceChildren(make("ul", { class: "findings" },
    ...findings.map((finding) => item(finding, { select, mend }))));
}

/** Say why what is in the editor is not checked; what was found of it before may stand, its praise not. */
export function sayNotChecked(name) {
  count.textContent = say(name);
  list.querySelector(".findings__none")?.remove();
  showWay("unknown", say("not_checked"));
}

/** Bring the finding about an element into view. */
export function pointAt(elementId) {
  const about = list.querySelector(`[data-element="${CSS.escape(elementId)}"]`);
  list.querySelectorAll(".is-pointed-at").forEach((each) => each.classList.remove("is-pointed-at"));
  about?.classList.add("is-pointed-at");
  about?.scrollIntoView({ block: "nearest" });
}

function item(finding, { select, mend }) {
  const isHere = finding.file === settings.path;
  const name = finding.name || finding.element || finding.file;
  const where = isHere
    ? button(name, () => select(finding), { class: "plain-button finding__select" })
    : make("a", { href: address(finding) }, name);
  const line = finding.line ? `, ${say("line", { number: finding.line })}` : "";
  return make("li", { class: `finding finding--${finding.severity}`, "data-element": isHere && finding.element },
    make("p", { class: "finding__where" }, make("strong", {}, finding.severityWords), " ", where),
    make("p", { class: "finding__message" }, finding.message),
    finding.accepted ? make("p", { class: "finding__accepted" }, finding.acceptedWords) : null,
    make("p", { class: "finding__facts quiet" }, `${finding.file}${line} · ${finding.rule}`),
    finding.fix && isHere && settings.isOpen
      ? button(`${say("mend")}: ${finding.fix}`, () => mend(finding), { class: "plain-button finding__mend" }) : null);
}

function address(finding) {
  return addressOf(settings.edit, finding.file) + (finding.element ? `#${encodeURIComponent(finding.element)}` : "");
}

function showStep(errors, others) {
  if (errors) showWay("bad", say("errors", { number: errors }));
  else if (others) showWay("attention", say("warnings", { number: others }));
  else showWay("good", say("none_found"));
}

function showWay(progress, words) {
  const step = document.querySelector('[data-step="check"]');
  if (!step) return;
  step.className = `way__step way__step--${progress}`;
  step.querySelector(".way__state").textContent = words;
}
