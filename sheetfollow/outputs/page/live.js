
(function () {
  "use strict";
  var version = null, over = false;
  function draftOf(card) {
    var links = card.querySelectorAll(".files a");
    for (var i = 0; i < links.length; i++) {
      var name = decodeURIComponent(links[i].getAttribute("href"));
      if (/\.txt$/.test(name)) { return name; }
    }
    return null;
  }
  function rowOf(draft) {
    var found = /_([a-z0-9-]+)(\.new(-\d+)?)?\.txt$/.exec(draft);
    return found ? found[1] : "";
  }
  function element(tag, name, text) {
    var made = document.createElement(tag);
    made.className = name;
    made.textContent = text;
    return made;
  }
  function button(name, text, label, act) {
    var made = element("button", name, text);
    made.type = "button";
    made.setAttribute("aria-label", label);
    made.addEventListener("click", function () {
      made.disabled = true;
      act().then(look, function () { made.disabled = false; });
    });
    return made;
  }
  function say(text) {
    document.getElementById("said").textContent = text;
    told.textContent = text;
    bar.hidden = false;
  }
  function post(what, body) {
    return fetch(what, {
      method: "POST",
      headers: {"Content-Type": "application/json"},
      body: JSON.stringify(body)
    }).then(function (answer) {
      return answer.json().then(function (found) {
        say(found.said);
        if (!answer.ok) { throw new Error(found.said); }
      });
    }, function (lost) { ended(); throw lost; });
  }
  function ended() {
    over = true;
    document.querySelectorAll("button.sent, button.undo").forEach(function (each) {
      each.disabled = true;
    });
    say("sheetfollow watch has ended: start it again, then open its new address.");
  }
  function show(state) {
    if (version !== null && state.version !== version) { location.reload(); return; }
    version = state.version;
    cards.forEach(function (card) {
      var kept = state.kept[card.row];
      card.button.hidden = Boolean(kept);
      card.note.hidden = !kept;
      card.button.disabled = false;
    });
    undo.hidden = !state.last.length;
    undo.disabled = false;
    if (state.last.length && !told.textContent) { told.textContent = "Last: " + state.last.join("; "); }
    bar.hidden = !told.textContent;
  }
  function look() {
    return fetch("state").then(function (answer) { return answer.json(); }).then(show, ended);
  }
  var bar = element("aside", "live", "");
  bar.setAttribute("aria-label", "Marks");
  var told = element("p", "told", "");
  var undo = button("way undo", "Undo", "Undo the last mark", function () { return post("undo", {}); });
  bar.appendChild(told);
  bar.appendChild(undo);
  bar.hidden = true;
  document.body.appendChild(bar);
  var cards = [];
  document.querySelectorAll("article.card").forEach(function (article) {
    var draft = draftOf(article), ways = article.querySelector(".ways");
    if (!draft || !ways) { return; }
    var who = article.querySelector("h3 bdi").textContent;
    var sent = button("way sent", "Sent", "Mark as sent: " + who, function () {
      return post("sent", {draft: draft});
    });
    var note = element("p", "kept", "Marked as sent. It goes into the workbook when you close it.");
    note.hidden = true;
    ways.insertBefore(sent, ways.querySelector(".files"));
    ways.appendChild(note);
    cards.push({row: rowOf(draft), button: sent, note: note});
  });
  look();
  setInterval(function () { if (!over) { look(); } }, 1500);
})();
