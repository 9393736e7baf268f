// The editors' own words in the language of the page.
import { settings } from "./settings.js";

const known = settings.editorWords;

/** What the editor itself puts together: “Create a {name} element”. */
const patterns = Object.entries(known).filter(([text]) => text.includes("{name}"))
  .map(([text, said]) => [new RegExp(`^${text.replace("{name}", "(.+)")}$`), said]);

/** A text of an editor; `facts` fill its places in braces. */
export function translate(text, facts = {}) {
  const said = known[text] ?? known[asSentence(String(text))] ?? text;
  return String(said).replace(/{ ?(\w+) ?}/g, (place, name) => facts[name] ?? place);
}

/** The panel calls “User Task” what the pad calls “User task”. */
const asSentence = (text) => text.slice(0, 1) + text.slice(1).toLowerCase();

/** A module for the editors of drawings and tables, which ask before they show a text. */
export const inOurWords = { translate: ["value", translate] };

/** What people wrote, and what says nothing: no words of the editor. */
const NOT_ITS_OWN = [
  "input", "textarea", "script", "style", "datalist", ".cm-editor", ".djs-visual", ".fjs-form-field:not(:empty)",
  ".bio-properties-panel-header-label", "td", ".content-editable", ".input-label", ".output-label",
].join();
const ATTRIBUTES = ["title", "placeholder", "aria-label"];

/** Exchange the words of an editor that asks nobody, whenever it shows new ones. */
export function exchangeWords(host) {
  if (!Object.keys(known).length) return;
  const seen = { childList: true, subtree: true, characterData: true, attributes: true, attributeFilter: ATTRIBUTES };
  const watcher = new MutationObserver((changes) => {
    watcher.disconnect();
    changes.forEach(({ target, addedNodes }) => [target, ...addedNodes].forEach(exchange));
    watcher.observe(host, seen);
  });
  exchange(host);
  watcher.observe(host, seen);
}

function exchange(node) {
  if (node.nodeType === Node.TEXT_NODE) {
    const text = exchanged(node.data.trim());
    if (text && !node.parentElement?.closest(NOT_ITS_OWN)) node.data = text;
    return;
  }
  if (node.nodeType !== Node.ELEMENT_NODE) return;
  for (const name of ATTRIBUTES) {
    const text = exchanged(node.getAttribute(name));
    if (text) node.setAttribute(name, text);
  }
  node.childNodes.forEach(exchange);
}

/** What stands there in the place of a text; nothing where it may stay. */
function exchanged(text) {
  if (!text) return undefined;
  if (known[text]) return known[text];
  const [pattern, said] = patterns.find(([each]) => each.test(text)) ?? [];
  const [, name] = pattern?.exec(text) ?? [];
  return said?.replace("{name}", known[name] ?? name);
}
