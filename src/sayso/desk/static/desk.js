// What scripts add to the pages: the slider of moments, marks across the columns of the desk, news. Every page is whole without it.
"use strict";
(() => {
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  let quiet = 0;
  /** Say what was done, to eyes and to screen readers; it goes by itself, for the page says it too. Where eyes see it anyway, `quiet`. */
  const tell = (words, hushed = false) => {
    const box = document.getElementById("told");
    if (!box) return;
    box.classList.toggle("quiet", hushed);
    box.textContent = "";
    requestAnimationFrame(() => { box.textContent = words; });
    clearTimeout(quiet);
    quiet = setTimeout(() => { box.textContent = ""; }, 6000);
  };
  window.sayso = { all, tell };

  // News: something came; the reader decides when to look.
  const note = document.querySelector(".news");
  if (note && "EventSource" in window) {
    const entry = Number(document.body.dataset.entry);
    const source = new EventSource("/live");
    source.addEventListener("head", (event) => { if (JSON.parse(event.data).entry > entry) note.hidden = false; });
    source.addEventListener("anew", () => { note.hidden = false; });
    addEventListener("pagehide", () => source.close());
  }

  // The sliders stop where something changed on their clock; letting go, or Enter, goes there.
  for (const label of all(".slide")) {
    const slide = label.querySelector("input");
    const stops = slide.dataset.stops.split("|").filter(Boolean), named = slide.dataset.words.split("|");
    if (!stops.length) continue;
    label.hidden = false;
    const words = () => named[slide.valueAsNumber] || "now";
    const typed = slide.form.querySelector(".at");
    slide.setAttribute("aria-valuetext", words());
    slide.addEventListener("input", () => { slide.setAttribute("aria-valuetext", words()); typed.value = (stops[slide.valueAsNumber] || "").replace("T", " ").replace("Z", ""); });
    const begun = slide.value;
    let byKey = false;
    const go = () => {
      if (slide.value === begun) return;
      const stop = stops[slide.valueAsNumber];
      location.assign(stop ? slide.dataset.to.replace("MOMENT", encodeURIComponent(stop)) : slide.dataset.now);
    };
    slide.addEventListener("keydown", (event) => { byKey = event.key !== "Enter"; if (event.key === "Enter") { event.preventDefault(); go(); } });
    slide.addEventListener("pointerdown", () => { byKey = false; });
    slide.addEventListener("change", () => { if (!byKey) go(); });
    slide.addEventListener("blur", () => { if (byKey) slide.value = begun; });
  }

  // Hover or focus in one column marks the same in the others.
  const desk = document.querySelector(".desk");
  if (desk) {
    // The map that moves listens for `sayso:marks` and does as the drawn map does.
    const told = () => desk.dispatchEvent(new CustomEvent("sayso:marks"));
    const unmark = () => { all(".marked", desk).forEach((one) => one.classList.remove("marked")); told(); };
    const rowsOf = (found) => {
      if (found.matches(".row")) return [found];
      if (found.matches(".evidence")) return all(".row.chosen", desk);
      if (found.matches(".spot")) return all(".row", desk).filter((row) => row.dataset.spot === found.dataset.spot);
      return all(".row", desk).filter((row) => row.dataset.day >= found.dataset.since && row.dataset.day <= found.dataset.until);
    };
    const over = (event) => {
      const found = event.target.closest?.(".row,.spot,.bar,.evidence");
      all(".marked", desk).forEach((one) => one.classList.remove("marked"));
      if (found) {
        const rows = rowsOf(found), spots = new Set(rows.map((row) => row.dataset.spot)), days = rows.map((row) => row.dataset.day).filter(Boolean);
        const marked = [...rows, ...all(".spot", desk).filter((spot) => spots.has(spot.dataset.spot)), ...all(".bar", desk).filter((bar) => days.some((day) => bar.dataset.since <= day && day <= bar.dataset.until))];
        if (found.matches(".spot,.bar")) marked.push(found);
        marked.forEach((one) => one.classList.add("marked"));
      }
      told();
    };
    desk.addEventListener("pointerover", over);
    desk.addEventListener("pointerleave", unmark);
    desk.addEventListener("focusin", over);
    desk.addEventListener("focusout", unmark);

    /** Choose the event of a place, and at the next press the next one there; false where the list has none. */
    window.sayso.choose = (spot) => {
      const rows = all(".row", desk).filter((row) => row.dataset.spot === spot);
      const next = rows[(rows.findIndex((row) => row.classList.contains("chosen")) + 1) % rows.length];
      next?.querySelector("h3 a").click();
      next?.scrollIntoView({ block: "nearest" });
      return !!next;
    };

    // Choosing an event changes the words alone; the list stays where it is.
    desk.addEventListener("click", async (event) => {
      const link = event.target.closest?.(".row h3 a");
      if (!link || event.metaKey || event.ctrlKey || event.shiftKey || event.button) return;
      event.preventDefault();
      await show(link.href, link.closest(".row").dataset.event, true);
    });
    let latest = 0;
    const show = async (address, id, push) => {
      const turn = ++latest, old = document.getElementById("evidence");
      old.setAttribute("aria-busy", "true");
      let page;
      try {
        const answer = await fetch(address, { headers: { Accept: "text/html" } });
        if (!answer.ok) throw new Error(answer.status);
        page = new DOMParser().parseFromString(await answer.text(), "text/html");
      } catch { if (turn === latest) location.assign(address); return; }
      if (turn !== latest) return; // another event was chosen meanwhile: a slow answer must not stand under its name
      const fresh = page.getElementById("evidence");
      if (!fresh) { location.assign(address); return; }
      old.removeAttribute("aria-busy");
      old.replaceChildren(...fresh.childNodes);
      old.scrollTop = 0;
      all(".row", desk).forEach((row) => {
        const chosen = row.dataset.event === id;
        row.classList.toggle("chosen", chosen);
        const link = row.querySelector("h3 a");
        if (chosen) link.setAttribute("aria-current", "true"); else link.removeAttribute("aria-current");
      });
      const spot = page.querySelector(".spot.chosen"), day = page.querySelector(".bar.chosen");
      all(".spot", desk).forEach((one) => one.classList.toggle("chosen", !!spot && one.dataset.spot === spot.dataset.spot));
      all(".bar", desk).forEach((one) => one.classList.toggle("chosen", !!day && one.dataset.since === day.dataset.since));
      if (push) history.pushState({ id }, "", address);
      all("[name=here]").forEach((one) => { one.value = new URL(address).pathname + new URL(address).search; });
      const bar = page.querySelector(".moment"), shown = document.querySelector(".moment");
      if (bar && shown) all("a.step, a.now, .slide input", shown).forEach((one, number) => {
        const other = all("a.step, a.now, .slide input", bar)[number];
        if (one.matches("a")) one.href = other.href; else Object.assign(one.dataset, { to: other.dataset.to, now: other.dataset.now });
      });
      told();
      if (matchMedia("(max-width: 72rem)").matches) old.scrollIntoView({ block: "start" });
      tell(`Shown: ${document.getElementById("evidence-h").textContent.trim()}`, true);
    };
    addEventListener("popstate", () => location.reload());

    // A stretch of days can be dragged on the strip; the bars and the two dates do the same without dragging.
    const strip = desk.querySelector("[data-strip]");
    if (strip) {
      let from = null, brush = null;
      const at = (event) => { const box = strip.getBoundingClientRect(); return Math.min(1, Math.max(0, (event.clientX - box.left) / box.width)) * strip.viewBox.baseVal.width; };
      strip.addEventListener("pointerdown", (event) => { if (!event.button) from = at(event); });
      addEventListener("pointermove", (event) => {
        if (from === null) return;
        const to = at(event);
        if (!brush && Math.abs(to - from) < 6) return;
        if (!brush) { brush = document.createElementNS("http://www.w3.org/2000/svg", "rect"); brush.setAttribute("class", "brush"); brush.setAttribute("y", 0); brush.setAttribute("height", strip.querySelector(".hit").getAttribute("height")); strip.append(brush); }
        brush.setAttribute("x", Math.min(from, to)); brush.setAttribute("width", Math.abs(to - from));
      });
      addEventListener("pointerup", (event) => {
        if (brush) {
          const [low, high] = [from, at(event)].sort((a, b) => a - b);
          const inside = all(".bar", strip).filter((bar) => { const box = bar.querySelector(".hit"); const x = Number(box.getAttribute("x")); return x + Number(box.getAttribute("width")) >= low && x <= high; });
          brush.remove();
          if (inside.length) location.assign(strip.dataset.to.replace("SINCE", inside[0].dataset.since).replace("UNTIL", inside.at(-1).dataset.until));
        }
        from = null; brush = null;
      });
      strip.addEventListener("click", (event) => { if (brush) event.preventDefault(); }, true);
    }
  }
})();
