// Brings the asked row into view and lets the rows far from it be hidden. Without this file everything is shown.

const READY = "sourceReady";

function setWhole(table, button, whole) {
  for (const group of table.querySelectorAll("[data-far]")) group.hidden = !whole;
  button.textContent = whole ? button.dataset.hide : button.dataset.show;
  button.setAttribute("aria-expanded", String(whole));
}

function foldTable(table) {
  const button = table.querySelector(".source-toggle");
  if (!button) return;
  button.hidden = false;
  setWhole(table, button, false);
  button.addEventListener("click", () => {
    setWhole(table, button, button.getAttribute("aria-expanded") !== "true");
    centre(table.querySelector(".source-scroll"), table.querySelector(".source-asked"));
  });
}

// Scrolls a box and nothing round it: the page itself stays where its reader is.
function centre(scroll, target) {
  if (!scroll || !target) return;
  const frame = scroll.getBoundingClientRect();
  const place = target.getBoundingClientRect();
  scroll.scrollTop += place.top - frame.top - Math.max(0, (frame.height - place.height) / 2);
}

export function showSource(root = document) {
  const sources = [...root.querySelectorAll("[data-source]")];
  if (root instanceof Element && root.matches("[data-source]")) sources.push(root);
  for (const source of sources) {
    if (READY in source.dataset) continue;
    source.dataset[READY] = "";
    source.querySelectorAll("[data-source-table]").forEach(foldTable);
    for (const scroll of source.querySelectorAll(".source-scroll, .source-sheet")) {
      centre(scroll, scroll.querySelector(".source-asked, .source-box-row"));
    }
  }
}

showSource();
document.addEventListener("htmx:load", (event) => showSource(event.detail?.elt ?? document));
