// What the server told this page: addresses, names to choose from, words in its language.

export const settings = JSON.parse(document.getElementById("studio-settings").textContent);

/** A text in the language of the page; `facts` fill its places in braces. */
export function say(name, facts = {}) {
  let text = settings.words[name] ?? name;
  for (const [place, value] of Object.entries(facts)) text = text.replaceAll(`{${place}}`, value);
  return text;
}
