// Makes pages a little better; every page works without it.
(function () {
  "use strict";
  var ESCAPES = 3, WITHIN_MS = 4000;
  var leaveForm = document.getElementById("leave");
  var pressedAt = [];

  // Leaving: hide at once, end the visit on the server, put the neutral page in this one's place.
  function leave(event) {
    if (event) { event.preventDefault(); }
    document.documentElement.classList.add("left");
    try {
      fetch(leaveForm.action, {
        method: "POST", body: new URLSearchParams(new FormData(leaveForm)),
        keepalive: true, redirect: "manual", credentials: "same-origin"
      }).catch(function () {});
    } catch (failed) { /* leaving matters more */ }
    window.location.replace(leaveForm.dataset.exit);
  }

  if (leaveForm) {
    leaveForm.addEventListener("submit", leave);
    document.addEventListener("keydown", function (event) {
      if (event.key !== "Escape") { return; }
      pressedAt.push(Date.now());
      pressedAt = pressedAt.slice(-ESCAPES);
      if (pressedAt.length === ESCAPES && pressedAt[ESCAPES - 1] - pressedAt[0] < WITHIN_MS) {
        leave();
      }
    });
    // a page brought back from the browser's memory is asked for anew
    window.addEventListener("pageshow", function (event) {
      if (event.persisted) { window.location.reload(); }
    });
  }

  var summary = document.getElementById("error-summary");
  if (summary) { summary.focus(); }

  // a question that an answer has just brought up: she goes on there
  var further = document.querySelector("#further a");
  var asked = further && !summary && document.getElementById(further.hash.slice(1));
  if (asked) {
    asked.focus();
    (asked.closest(".govuk-form-group") || asked).scrollIntoView({ block: "center" });
  }

  // A second press of the same button within two seconds is a slip of the finger.
  document.addEventListener("submit", function (event) {
    var form = event.target;
    if (form === leaveForm) { return; }
    if (form.dataset.sentAt && Date.now() - form.dataset.sentAt < 2000) { event.preventDefault(); }
    form.dataset.sentAt = Date.now();
  });
})();
