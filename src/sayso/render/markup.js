// Words and cards show each other. Without this script the links between them, the legend and everything else still work.
(() => {
  const cards = new Map([...document.querySelectorAll(".card")].map((card) => [card.id, card]));
  const words = new Map();
  for (const span of document.querySelectorAll("[data-i]"))
    for (const id of span.dataset.i.split(" ")) words.set(id, [...(words.get(id) || []), span]);
  let lit = [];
  const light = (id) => {
    for (const element of lit) element.classList.remove("on");
    lit = id ? [...(words.get(id) || []), ...(cards.has(id) ? [cards.get(id)] : [])] : [];
    for (const element of lit) element.classList.add("on");
  };
  const at = (element) => {
    const card = element.closest(".card");
    if (card) return card.id;
    const ref = element.closest(".ref");
    return ref ? ref.dataset.n : null;
  };
  for (const kind of ["mouseover", "focusin"]) document.addEventListener(kind, (event) => light(at(event.target)));
  document.addEventListener("click", (event) => {
    const span = event.target.closest("[data-i]");
    if (!span || event.target.closest("a") || String(getSelection())) return;
    const card = cards.get(span.dataset.i.split(" ")[0]);
    if (!card) return;
    card.scrollIntoView({ block: "nearest" });
    card.focus({ preventScroll: true });
  });
})();
