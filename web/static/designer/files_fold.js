// Where the screen is too narrow for it, the list of the draft's files is folded: the page comes first.
"use strict";
(function () {
  const fold = document.querySelector(".files__fold");
  fold.open = innerWidth >= Number(fold.dataset.opensFrom);
})();
