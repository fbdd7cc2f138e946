// Fills the brief in: while the gate is being asked the page asks again, and puts the answer's content where its own stood.
"use strict";
(() => {
  const { tell } = window.sayso;
  const under = () => document.querySelector("[data-under-way]");
  const pause = (ms) => new Promise((done) => { setTimeout(done, ms); });

  const filled = async () => {
    const address = new URL(location.href);
    address.searchParams.set("wait", "2");
    const answer = await fetch(address, { headers: { Accept: "text/html" } });
    if (!answer.ok) throw new Error(String(answer.status));
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.getElementById("main"), main = document.getElementById("main");
    // Whoever reads or fills in something is not disturbed until there is something to see.
    if (page.querySelector("[data-under-way]") && !(page.querySelector(".lead") && !main.querySelector(".lead"))) return;
    const held = main.contains(document.activeElement);
    main.replaceChildren(...fresh.childNodes);
    document.body.dataset.entry = page.body.dataset.entry;
    const says = main.querySelector(".gate-says");
    if (held) { const heading = document.getElementById("gate-h"); heading.tabIndex = -1; heading.focus({ preventScroll: true }); }
    if (!under() && says) tell(says.textContent);
  };

  const run = async () => {
    while (under()) {
      try { await filled(); } catch { await pause(5000); }
      await pause(500);
    }
  };
  run();
})();
