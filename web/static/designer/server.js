// Asking the server. Every call sends the bare text of a file; answers are JSON.
import { addressOf, settings } from "./settings.js";

/** The server said no, or could not be reached; `status` 0. `told` is what it said. */
export class Refused extends Error {
  constructor(status, told) {
    super(`refused: ${status}`);
    this.status = status;
    this.told = told ?? {};
  }
}

/** Save a file, of which the state `read` was read; none of one that is new. */
export const save = (path, text, read) => post(addressOf(settings.save, path), { read: read ?? "" }, text);

/** Take a file out of the draft, if it is in the state `read` still. */
export const takeOut = (path, read) => post(addressOf(settings.takeOut, path), { read }, "");

/** Everything that is wrong with the draft, with this file as the editor holds it. */
export const check = (text) => post(settings.check, { path: settings.path }, text);

/** The text of this file with one finding mended, and the files that are made for it. */
export const fix = (text, { key }) => post(settings.fix, { path: settings.path, key }, text);

/** The drawing with a place for every element. */
export const layOut = (text) => post(settings.layout, {}, text);

/** The page of a form as it will be asked. */
export const preview = (text, choices) => post(settings.preview, choices, text);

async function post(address, query, text) {
  let answer;
  try {
    answer = await fetch(`${address}?${new URLSearchParams(query)}`, {
      method: "POST",
      credentials: "same-origin",
      headers: { "Content-Type": "application/octet-stream", "X-CSRFToken": settings.token },
      body: text,
    });
  } catch {
    throw new Refused(0);
  }
  const isJson = (answer.headers.get("Content-Type") ?? "").startsWith("application/json");
  const told = isJson ? await answer.json() : null;
  if (!answer.ok || told === null) throw new Refused(answer.status, told);
  return told;
}
