
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
})();
