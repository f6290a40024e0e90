// Adds to pages that work without it: keys, the slider of days, cards in step with the text.
"use strict";
(() => {
  const $ = (selector, root = document) => root.querySelector(selector);
  const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];
  const DAY = 86400000;
  const dayOf = (text) => Date.parse(`${text}T00:00Z`) / DAY;
  const textOf = (day) => new Date(day * DAY).toISOString().slice(0, 10);

  // ---- what was known on a day: a slider beside the field, which changes the whole page
  const known = () => {
    const field = $("#as-of");
    const place = $(".slider");
    if (!field || !place || $("input", place)) return;
    const first = dayOf(place.dataset.first), last = dayOf(place.dataset.last);
    if (!(last > first)) return;
    const slider = Object.assign(document.createElement("input"), { type: "range", min: first, max: last, step: 1 });
    slider.value = field.value ? dayOf(field.value) : last;
    slider.setAttribute("aria-label", "What was known on: day");
    const say = () => slider.setAttribute("aria-valuetext", textOf(+slider.value));
    say();
    slider.addEventListener("input", () => { field.value = +slider.value === last ? "" : textOf(+slider.value); say(); });
    slider.addEventListener("change", () => {
      const address = new URL(location.href);
      address.searchParams.delete("page");
      if (field.value) address.searchParams.set("as_of", field.value); else address.searchParams.delete("as_of");
      show(address, true);
    });
    place.append(slider);
  };

  // ---- another state of the same page: its content is fetched and put in, so that the slider stays under the hand
  let asking = null;
  const show = async (address, push) => {
    if (asking) asking.abort();
    asking = new AbortController();
    const main = $("#main");
    main.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(address, { signal: asking.signal, headers: { Accept: "text/html" } });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = $("#main", page);
      if (!fresh) throw new Error("no content");
      const focused = document.activeElement && document.activeElement.type === "range";
      document.title = page.title;
      main.replaceWith(fresh);
      for (const part of ["form.narrow[data-narrow]", "header.top", "body > footer"]) {
        const old = $(part), now = $(part, page);
        if (old && now) old.replaceWith(now);
      }
      if (push) history.pushState({}, "", address);
      ready();
      if (focused && $(".slider input")) $(".slider input").focus();
    } catch (error) {
      if (error.name !== "AbortError") location.assign(address);
    }
  };
  addEventListener("popstate", () => show(new URL(location.href), false));

  // ---- empty fields need not stand in an address
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method === "get") for (const field of form.elements) if (field.name && !field.value) field.disabled = true;
    if (form.matches("[data-add]")) $(".busy", form).hidden = false;
  });
  addEventListener("pageshow", () => {
    for (const field of $$("form [disabled]")) field.disabled = false;
    for (const busy of $$(".busy")) busy.hidden = true;
  });

  // ---- the text and its cards
  let words = new Map();
  let lit = [];
  const light = (key) => {
    for (const element of lit) element.classList.remove("on");
    const card = key && document.getElementById(`c-${key}`);
    lit = key ? [...(words.get(key) || []), ...(card ? [card] : [])] : [];
    for (const element of lit) element.classList.add("on");
  };
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const open = (key, focus = true) => {
    const card = document.getElementById(`c-${key}`);
    if (!card) return;
    for (const other of $$(".cards details.card[open]")) if (other !== card) other.open = false;
    card.open = true;
    light(key);
    const span = (words.get(key) || [])[0];
    const behaviour = calm ? "auto" : "smooth";
    if (span) span.scrollIntoView({ block: "center", behavior: behaviour });
    card.scrollIntoView({ block: "nearest", behavior: behaviour });
    if (focus) $("summary", card).focus({ preventScroll: true });
    history.replaceState(history.state, "", `#c-${key}`);
  };
  const step = (by) => {
    const cards = $$(".cards details.card").filter((card) => card.offsetParent !== null);
    if (cards.length) {
      const at = cards.findIndex((card) => card.classList.contains("on"));
      open(cards[at < 0 ? (by > 0 ? 0 : cards.length - 1) : (at + by + cards.length) % cards.length].dataset.claim);
      return;
    }
    const items = $$("[data-queue] li[data-claim], .series, .dispute, .hits > li, .turns > li");
    if (!items.length) return;
    const at = items.indexOf(document.activeElement && document.activeElement.closest("[data-claim], .series, .dispute, .hits > li, .turns > li"));
    const item = items[Math.min(items.length - 1, Math.max(0, at + by))];
    item.tabIndex = -1;
    item.focus();
    item.scrollIntoView({ block: "nearest" });
  };
  const text = () => {
    words = new Map();
    for (const span of $$("[data-i]")) for (const key of span.dataset.i.split(" ")) words.set(key, [...(words.get(key) || []), span]);
    const wanted = location.hash.match(/^#c-([0-9a-f-]+)$/);
    if (wanted && words.size) open(wanted[1], false);
  };
  document.addEventListener("mouseover", (event) => {
    const card = event.target.closest && event.target.closest(".card");
    if (card) light(card.dataset.claim);
  });
  document.addEventListener("toggle", (event) => {
    if (event.target.matches && event.target.matches("details.card") && event.target.open) light(event.target.dataset.claim);
  }, true);
  document.addEventListener("click", (event) => {
    const ref = event.target.closest(".text .ref");
    const span = event.target.closest(".text [data-i]");
    if (ref) { event.preventDefault(); open(ref.hash.slice(3)); return; }
    if (!span || event.target.closest("a") || String(getSelection())) return;
    const keys = span.dataset.i.split(" ");
    const at = keys.findIndex((key) => (document.getElementById(`c-${key}`) || {}).open);
    open(keys[(at + 1) % keys.length]); // further clicks go through the claims that lie over one another here
  });

  // ---- keys
  const KEYS = [["/", "search"], ["j / k", "next and previous claim"], ["a", "accept (review)"], ["r", "reject (review)"], ["g n", "news"], ["g m", "map"], ["g f", "figures"], ["g r", "review"], ["?", "these keys"]];
  const GO = { n: "/", m: "/places", f: "/figures", r: "/review", t: "/timeline", c: "/control", s: "/sources" };
  let before = "";
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input:not([type=range]):not([type=checkbox]):not([type=radio]), textarea, select")) return;
    const key = event.key;
    if (before === "g" && GO[key]) location.assign(GO[key]);
    else if (key === "/") { event.preventDefault(); $("#q").focus(); }
    else if (key === "j" || key === "k") step(key === "j" ? 1 : -1);
    else if (key === "a" || key === "r") {
      const item = document.activeElement && document.activeElement.closest("[data-queue] li[data-claim]");
      const button = item && $(`button[value^="${key === "a" ? "accept" : "reject"}:"]`, item);
      if (button) button.click();
    } else if (key === "?") help();
    before = key;
  });
  const help = () => {
    let box = $("#keys");
    if (!box) {
      box = document.createElement("dialog");
      box.id = "keys";
      box.setAttribute("aria-label", "Keys");
      const list = document.createElement("dl");
      for (const [key, what] of KEYS) {
        const row = document.createElement("div"), dt = document.createElement("dt"), dd = document.createElement("dd");
        dt.append(Object.assign(document.createElement("kbd"), { textContent: key }));
        dd.textContent = what;
        row.append(dt, dd);
        list.append(row);
      }
      const close = Object.assign(document.createElement("button"), { textContent: "Close" });
      close.addEventListener("click", () => box.close());
      box.append(list, close);
      document.body.append(box);
    }
    if (box.open) box.close(); else box.showModal();
  };

  // ---- a form that sets fields right shows them only for a fix or a split
  const review = () => {
    const form = $("[data-review]");
    if (!form) return;
    const fields = $(".fix", form);
    const turn = () => { const chosen = $("input[name=action]:checked", form); fields.hidden = !chosen || !["fix", "split"].includes(chosen.value); };
    form.addEventListener("change", turn);
    turn();
  };

  // ---- a file dropped anywhere on the form
  const drop = () => {
    const form = $("[data-add]");
    if (!form) return;
    const field = $("input[type=file]", form);
    for (const kind of ["dragover", "dragleave", "drop"]) form.addEventListener(kind, (event) => {
      event.preventDefault();
      form.classList.toggle("over", kind === "dragover");
      if (kind !== "drop") return;
      if (event.dataTransfer.files.length) { field.files = event.dataTransfer.files; form.requestSubmit(); }
      else { const words = event.dataTransfer.getData("text/plain"); if (words) $(/^https?:\/\/\S+$/.test(words) && form.elements.address ? "[name=address]" : "[name=text]", form).value = words; }
    });
  };

  const ready = () => {
    known(); text(); review(); drop();
    document.dispatchEvent(new CustomEvent("sayso:shown"));
  };
  ready();
})();
