// Making elements of the page. Text is only ever set as text, never as markup.

/** An element with attributes, listeners (`onclick`) and children; strings become text. */
export function make(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === false || value === null || value === undefined) continue;
    if (typeof value === "function") made.addEventListener(name.slice(2), value);
    else made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}

/** A plain button. */
export function button(words, onclick, attributes = {}) {
  return make("button", { type: "button", class: "plain-button", onclick, ...attributes }, words);
}

/** A notice above the editor; an earlier one of the same name goes. */
export function notify(name, kind, ...children) {
  forget(name);
  const notice = make("div", { class: `notice notice--${kind}`, "data-notice": name }, ...children);
  document.getElementById("messages").append(notice);
  return notice;
}

/** Take a notice away. */
export function forget(name) {
  document.querySelector(`#messages [data-notice="${name}"]`)?.remove();
}

/** A function that runs once, `ms` after it was called last. */
export function settled(ms, run) {
  let timer = 0;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(run, ms);
  };
}
