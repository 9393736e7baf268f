// Lets the editors style themselves under a policy that forbids inline styles.
//
// CodeMirror writes its rules into <style> elements that it makes itself. Here it gets an element
// that means nothing instead, and what it writes there becomes a constructed style sheet, which the
// policy allows: no text of a page can ever become one.
"use strict";
(function () {
  const make = document.createElement.bind(document);

  document.createElement = function (name, options) {
    if (String(name).toLowerCase() !== "style") return make(name, options);
    const made = make("adopted-style");
    const sheet = new CSSStyleSheet();
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
    new MutationObserver(() => sheet.replaceSync(made.textContent))
      .observe(made, { childList: true, characterData: true, subtree: true });
    return made;
  };
})();
