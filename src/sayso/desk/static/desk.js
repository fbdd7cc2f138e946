// What scripts add to the pages: the slider of moments, marks across the columns of the desk, news. Every page is whole without it.
"use strict";
(() => {
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  let quiet = 0;
  /** Say what was done, to eyes and to screen readers; it goes by itself, for the page says it too. */
  const tell = (words) => {
    const box = document.getElementById("told");
    if (!box) return;
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

  // The slider stops at moments at which something was said; letting go, or Enter, goes there.
  for (const label of all(".slide")) {
    const slide = label.querySelector("input");
    const stops = slide.dataset.stops.trim().split(/\s+/).filter(Boolean);
    if (!stops.length) continue;
    label.hidden = false;
    const words = () => stops[slide.valueAsNumber] ? stops[slide.valueAsNumber].replace("T", " ").replace("Z", " UTC") : "now";
    const typed = slide.form.querySelector(".at");
    slide.setAttribute("aria-valuetext", words());
    slide.addEventListener("input", () => { slide.setAttribute("aria-valuetext", words()); typed.value = words() === "now" ? "" : words().replace(" UTC", ""); });
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
    const unmark = () => all(".marked", desk).forEach((one) => one.classList.remove("marked"));
    const mark = (test) => all("[data-spot],[data-since]", desk).forEach((one) => { if (test(one)) one.classList.add("marked"); });
    const over = (event) => {
      const found = event.target.closest?.(".row,.spot,.bar");
      unmark();
      if (!found) return;
      if (found.matches(".row")) {
        const { spot, day } = found.dataset;
        mark((one) => one === found || (one.matches(".spot") && spot && one.dataset.spot === spot) || (one.matches(".bar") && day && one.dataset.since <= day && day <= one.dataset.until));
      } else if (found.matches(".spot")) mark((one) => one.dataset.spot === found.dataset.spot);
      else mark((one) => one === found || (one.matches(".row") && one.dataset.day >= found.dataset.since && one.dataset.day <= found.dataset.until));
    };
    desk.addEventListener("pointerover", over);
    desk.addEventListener("pointerleave", unmark);
    desk.addEventListener("focusin", over);
    desk.addEventListener("focusout", unmark);

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
      if (bar && shown) all("a.step, a.now", shown).forEach((one, number) => { const other = all("a.step, a.now", bar)[number]; if (other) one.href = other.href; });
      if (matchMedia("(max-width: 72rem)").matches) old.scrollIntoView({ block: "start" });
      tell(`Shown: ${document.getElementById("evidence-h").textContent.trim()}`);
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
        if (!brush) { brush = document.createElementNS("http://www.w3.org/2000/svg", "rect"); brush.setAttribute("class", "brush"); brush.setAttribute("y", 0); brush.setAttribute("height", strip.viewBox.baseVal.height - 16); strip.append(brush); }
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
