// Looking for mistakes, and mending them by one click.
import { button, forget, make, notify } from "./elements.js";
import * as list from "./files_list.js";
import { sayNotChecked, showFindings } from "./findings.js";
import * as server from "./server.js";
import { addressOf, say, settings } from "./settings.js";

/**
 * The mistakes of the file in the editor: `textNow` is what it holds, `changes` how often it has
 * changed; `replace` lets it hold another text, `goBack` the one before; `shown` hears what was found.
 */
export function mending({ textNow, changes, replace, goBack, select, shown }) {
  let found = [];
  let asked = 0;
  let turn = Promise.resolve();

  function show(findings) {
    found = findings;
    showFindings(found, { select, mend });
    shown(found);
  }

  /** What is asked and what was found is of another text than the editor holds now. */
  function outdate() {
    asked += 1;
    sayNotChecked("not_checked");
  }

  async function check() {
    const mine = ++asked;
    sayNotChecked("checking");
    try {
      const findings = await server.check(await textNow());
      if (mine === asked) show(findings); // else a later text is being checked
    } catch (refused) {
      if (!(refused instanceof server.Refused)) throw refused;
      if (mine === asked) sayNotChecked("check_failed");
    }
  }

  /** One after the other; what is mended already, as by a second press, is let be. */
  function mend(finding) {
    turn = turn.then(() => found.some(({ key }) => key === finding.key) && mendOne(finding));
  }

  async function mendOne(finding) {
    asked += 1; // what is being found of the text before is of no use
    try {
      const { before, answer } = await mendedText(finding);
      const made = await makeFiles(answer.made);
      const isChanged = answer.content !== before;
      if (isChanged) await replace(before, answer.content);
      show(found.filter((each) => each.key !== finding.key));
      tell(made, isChanged);
    } catch (refused) {
      if (!(refused instanceof server.Refused)) throw refused;
      notify("mended", "soon", refused.told.fault ?? say("check_failed"));
    }
    check();
  }

  /** The text with the finding mended, of what the editor holds when the answer comes. */
  async function mendedText(finding) {
    for (;;) {
      const sent = changes();
      const before = await textNow();
      const answer = await server.fix(before, finding);
      if (sent === changes()) return { before, answer };
    }
  }

  function tell(made, isChanged) {
    const words = made.map(({ path }) => make("p", {}, say("made", { name: path }), " ",
      make("a", { href: addressOf(settings.edit, path) }, say("open_made"))));
    if (isChanged) words.push(say("mended"));
    notify("mended", "done", ...words, " ", button(say("unmend"), () => takeBack(made, isChanged)));
  }

  async function takeBack(made, isChanged) {
    forget("mended");
    try {
      for (const { path, saves } of made) {
        await server.takeOut(path, saves);
        list.drop(path);
      }
    } catch (refused) {
      if (!(refused instanceof server.Refused)) throw refused;
      notify("mended", "soon", refused.told.fault ?? say("made_changed"));
    }
    if (isChanged) await goBack();
    await check();
  }

  return { show, check, outdate, get found() { return found; } };
}

/** Save the files that a fix makes, in the draft at once: this page holds one file only. */
async function makeFiles(texts) {
  const made = [];
  for (const [path, text] of Object.entries(texts)) {
    const { saves } = await server.save(path, text);
    list.add(path);
    list.showSaves(saves);
    made.push({ path, saves });
  }
  return made;
}
