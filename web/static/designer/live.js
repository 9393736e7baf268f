/* Keeps the part of a page that tells how far something is up to date; without it the page reloads. */
"use strict";
(function () {
  const PAUSE_MS = 2000;

  async function look() {
    const part = document.querySelector("[data-live]");
    if (!part) return;
    try {
      const answer = await fetch(location.href, { credentials: "same-origin" });
      const read = answer.ok && new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = read && read.getElementById(part.id);
      if (fresh && !("live" in fresh.dataset)) { location.reload(); return; } // what stands above it has changed too
      if (fresh) part.replaceWith(fresh);
    } catch { /* the next look may succeed */ }
    setTimeout(look, PAUSE_MS);
  }

  setTimeout(look, PAUSE_MS);
})();
