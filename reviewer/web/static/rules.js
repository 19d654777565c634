// The editor of rules: a problem leads to its place in the text.

function goTo(area, line, column) {
  const lines = area.value.split("\n");
  const start = lines.slice(0, line - 1).reduce((sum, text) => sum + text.length + 1, 0);
  const end = start + (lines[line - 1] ?? "").length;
  area.focus();
  area.setSelectionRange(Math.min(start + column - 1, end), end);
  const height = area.scrollHeight / lines.length;
  area.scrollTop = Math.max(0, (line - 4) * height);
}

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a[data-line]");
  const area = document.getElementById("text");
  if (!link || !area) return;
  event.preventDefault();
  goTo(area, Number(link.dataset.line), Number(link.dataset.column));
});

/** «#line-12» in the address of the editor. */
document.addEventListener("htmx:load", (event) => {
  const area = event.detail.elt.querySelector?.(".editor #text");
  const line = /^#line-(\d+)$/.exec(location.hash);
  if (area && line) goTo(area, Number(line[1]), 1);
});
