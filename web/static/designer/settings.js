// What the server told this page: addresses, names to choose from, words in its language.

export const settings = JSON.parse(document.getElementById("studio-settings").textContent);

const plurals = new Intl.PluralRules(settings.language);

/** A text in the language of the page; `facts` fill its places in braces, a `number` chooses its form. */
export function say(name, facts = {}) {
  let text = [settings.words[name] ?? name].flat().at(plurals.select(facts.number ?? 1) === "one" ? 0 : -1);
  for (const [place, value] of Object.entries(facts)) text = text.replaceAll(`{${place}}`, value);
  return text;
}

/** The address of a file below an address of the draft. */
export const addressOf = (base, path) => base + path.split("/").map(encodeURIComponent).join("/");
