// Work that is not saved yet, kept in this browser for each file of each draft.
import { settings } from "./settings.js";

const DATABASE = "studio";
const STORE = "unsaved";
const KEY = `${settings.draft}/${settings.path}`;

/** Keep a text together with the state of the file it was made from. */
export const keep = (text, read) => inStore("readwrite", (store) => store.put({ text, read, at: Date.now() }, KEY));

/** What was kept of this file, if anything. */
export const kept = () => inStore("readonly", (store) => store.get(KEY));

/** Forget it: it was saved, or is not wanted. */
export const forgetKept = () => inStore("readwrite", (store) => store.delete(KEY));

async function inStore(mode, act) {
  const database = await opened();
  try {
    return await done(act(database.transaction(STORE, mode).objectStore(STORE)));
  } finally {
    database.close();
  }
}

function opened() {
  const request = indexedDB.open(DATABASE, 1);
  request.onupgradeneeded = () => request.result.createObjectStore(STORE);
  return done(request);
}

function done(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
