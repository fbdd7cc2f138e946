// Keys for the page of review, and pages that change in place: each key presses a button that stands there without it.
"use strict";
(() => {
  const { all, tell } = window.sayso;
  const STORE = "sayso.keys";
  const DEFAULTS = { down: "j", up: "k", accept: "a", reject: "r", edit: "e", merge: "m", split: "s", flag: "f", undo: "u", unread: "n", find: "/", help: "?" };
  const kept = () => { try { return JSON.parse(localStorage.getItem(STORE)) || {}; } catch { return {}; } };
  const settings = () => { const found = kept(); return { on: found.on !== false, keys: { ...DEFAULTS, ...found.keys } }; };

  const hints = () => {
    const { on, keys } = settings();
    all("[data-kbd]").forEach((box) => { box.textContent = keys[box.dataset.kbd] || ""; box.hidden = !on || !keys[box.dataset.kbd]; });
    all("[data-key]").forEach((one) => { const key = keys[one.dataset.key]; if (on && key) one.setAttribute("aria-keyshortcuts", key); else one.removeAttribute("aria-keyshortcuts"); });
    document.documentElement.classList.toggle("has-keys", on);
  };
  hints();

  // A page of review changes in place: the answer's own content is put where this one's stood.
  let busy = false;
  const swap = async (address, options) => {
    if (busy) return;
    busy = true;
    try {
      const answer = await fetch(address, { ...options, headers: { Accept: "text/html" } });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = page.getElementById("main");
      if (!fresh) { location.assign(answer.url); return; }
      document.getElementById("main").replaceChildren(...fresh.childNodes);
      document.title = page.title;
      const bar = page.querySelector(".moment"), old = document.querySelector(".moment .moment-says");
      if (bar && old) old.textContent = bar.querySelector(".moment-says").textContent;
      document.body.dataset.entry = page.body.dataset.entry;
      document.querySelector(".news").hidden = true;
      history.pushState({ swapped: true }, "", answer.url);
      hints();
      const block = document.querySelector("[data-swaps]");
      const focus = document.getElementById("claim-h") || document.querySelector("#main h1");
      if (focus) { focus.tabIndex = -1; focus.focus({ preventScroll: true }); }
      scrollTo(0, 0);
      tell(block ? block.dataset.told || focus?.textContent || "" : focus?.textContent || "");
    } catch { location.assign(options?.method ? "/review" : address); } finally { busy = false; }
  };
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.closest("[data-swaps]") || form.method === "dialog") return;
    event.preventDefault();
    const data = new URLSearchParams(new FormData(form, event.submitter));
    if (form.method === "post") swap(form.getAttribute("action"), { method: "POST", body: data });
    else swap(`${form.getAttribute("action")}?${data}`);
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("[data-swaps] .walk a[data-key]:not([data-key=help])");
    if (!link || event.metaKey || event.ctrlKey || event.shiftKey || event.button) return;
    event.preventDefault();
    swap(link.getAttribute("href"));
  });
  addEventListener("popstate", (event) => { if (document.querySelector("[data-swaps]") || event.state?.swapped) location.reload(); });
  document.addEventListener("change", (event) => {
    const chosen = event.target.closest?.("[data-fills]");
    if (chosen) chosen.form.elements[chosen.dataset.fills].value = chosen.selectedOptions[0].dataset.value;
  });

  const typing = (one) => one.closest?.("input:not([type=checkbox]):not([type=radio]):not([type=range]), textarea, select, [contenteditable]");
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      const open = event.target.closest?.("details[open]");
      if (open) { open.open = false; open.querySelector("summary").focus(); } else if (typing(event.target)) event.target.blur();
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.repeat || typing(event.target)) return;
    if (!document.querySelector("[data-swaps]")) return;
    const { on, keys } = settings();
    if (!on) return;
    const name = Object.keys(keys).find((one) => keys[one] === event.key);
    const found = name && document.querySelector(`[data-key="${name}"]`);
    if (!found) return;
    event.preventDefault();
    if (found.matches("summary")) {
      const box = found.closest("details");
      box.open = !box.open;
      const first = box.querySelector("input:checked, select, input:not([type=hidden]), textarea");
      (box.open && first ? first : found).focus();
    } else if (found.matches("input")) { found.focus(); found.select(); } else found.click();
  });

  // The page on which the keys are chosen.
  const form = document.querySelector("[data-keys-form]");
  if (form) {
    form.hidden = false;
    const boxes = all("input[data-default]", form), trouble = form.querySelector(".keys-trouble");
    const fill = () => { const { on, keys } = settings(); form.elements.on.checked = on; boxes.forEach((box) => { box.value = keys[box.name]; }); };
    fill();
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const keys = Object.fromEntries(boxes.map((box) => [box.name, box.value.trim()]));
      const used = Object.values(keys).filter(Boolean), twice = used.find((key, number) => used.indexOf(key) !== number);
      if (twice) { trouble.textContent = `The key ${twice} stands for two things: give one of them another.`; return; }
      trouble.textContent = "";
      try { localStorage.setItem(STORE, JSON.stringify({ on: form.elements.on.checked, keys })); tell("Kept in this browser."); } catch { trouble.textContent = "This browser keeps nothing: the keys stay as they were made."; }
    });
    form.addEventListener("reset", (event) => { event.preventDefault(); try { localStorage.removeItem(STORE); } catch { /* nothing was kept */ } fill(); tell("The keys are as they were made."); });
  }
})();
