// Says on an open page that something new has come; the page is whole without it.
"use strict";
(() => {
  const note = document.querySelector(".news");
  if (!note || !("EventSource" in window)) return;
  const entry = Number(document.body.dataset.entry);
  const source = new EventSource("/live");
  source.addEventListener("head", (event) => {
    if (JSON.parse(event.data).entry > entry) note.hidden = false;
  });
  source.addEventListener("anew", () => { note.hidden = false; });
})();
