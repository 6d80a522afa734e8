
(function () {
  "use strict";
  function byHand(text) {
    var area = document.createElement("textarea");
    area.value = text;
    area.setAttribute("readonly", "");
    area.className = "unseen";
    document.body.appendChild(area);
    area.select();
    var done = document.execCommand("copy");
    area.remove();
    return done ? Promise.resolve() : Promise.reject();
  }
  function copy(text) {
    if (!navigator.clipboard) { return byHand(text); }
    return navigator.clipboard.writeText(text).catch(function () { return byHand(text); });
  }
  function show(button, word) {
    var name = button.dataset.name || (button.dataset.name = button.textContent);
    button.textContent = word;
    document.getElementById("said").textContent = button.getAttribute("aria-label").replace("Copy", word);
    clearTimeout(button.timer);
    button.timer = setTimeout(function () { button.textContent = name; }, 2000);
  }
  document.addEventListener("click", function (event) {
    var button = event.target.closest("[data-copy]");
    if (!button) { return; }
    copy(document.getElementById(button.dataset.copy).textContent).then(
      function () { show(button, "Copied"); button.focus(); },
      function () { show(button, "Not copied"); }
    );
  });
  function go(step) {
    var cards = Array.prototype.slice.call(document.querySelectorAll("article"));
    var here = document.activeElement.closest("article");
    var at = here ? cards.indexOf(here) : cards.findIndex(function (card) {
      return card.getBoundingClientRect().bottom > 40;
    }) - (step > 0 ? 1 : 0);
    var card = cards[Math.max(0, Math.min(cards.length - 1, at + step))];
    if (!card) { return; }
    location.replace("#" + card.id);
    card.focus({ preventScroll: true });
  }
  document.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) { return; }
    if (event.target.closest("input, textarea, select, [contenteditable]")) { return; }
    if (event.key === "n") { go(1); }
    if (event.key === "p") { go(-1); }
  });
  function tell() {
    var now = new Date(), old = document.getElementById("old"), made = document.getElementById("made");
    var today = [now.getFullYear(), now.getMonth() + 1, now.getDate()].map(function (part) {
      return (part < 10 ? "0" : "") + part;
    }).join("-");
    old.hidden = made.dateTime.slice(0, 10) >= today;
    old.textContent = old.hidden ? "" : "This page is of " + made.textContent + ": sync to see what is due today.";
  }
  tell();
  document.addEventListener("visibilitychange", tell);
})();
