// Help pages and the patrol's page: say where the telephone is. Every page works without it.
(function () {
  "use strict";
  var FRESH_MS = 30000;
  if (!navigator.geolocation) { return; }

  function locate(then) {
    navigator.geolocation.getCurrentPosition(function (found) {
      then(found.coords.latitude, found.coords.longitude);
    }, function () {}, { enableHighAccuracy: true, maximumAge: FRESH_MS, timeout: 10000 });
  }

  var asking = document.querySelector("form[data-locate]");
  if (asking) {
    locate(function (latitude, longitude) {
      asking.elements.latitude.value = latitude;
      asking.elements.longitude.value = longitude;
    });
  }

  var reporting = document.querySelector("form[data-report]");
  if (reporting) {
    if ("rings" in reporting.dataset && navigator.vibrate) { navigator.vibrate([400, 200, 400]); }
    locate(function (latitude, longitude) {
      var told = new URLSearchParams(new FormData(reporting));
      told.set("latitude", latitude);
      told.set("longitude", longitude);
      fetch(reporting.dataset.report, { method: "POST", body: told, credentials: "same-origin" })
        .catch(function () {});
    });
  }
})();
