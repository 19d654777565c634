// What the pages gain by JavaScript. All of them work without it. Pieces that htmx brings are looked at as they come.

const CHANGED_BY_HTMX = "htmx:load";

/** After a move to another page its heading gets the focus, so that a screen reader tells where one is; a field with an
 * error goes before. */
document.addEventListener("htmx:afterSettle", (event) => {
  if (event.detail.target !== document.body) return;
  const place = document.querySelector("[aria-invalid=true], [autofocus]") ?? document.querySelector("h1");
  if (place) place.focus({ preventScroll: place.tagName === "H1" && location.hash !== "" });
});

/** A document that is fetched where a page was expected is opened as the browser does it. */
document.addEventListener("htmx:beforeSwap", (event) => {
  const kind = event.detail.xhr.getResponseHeader("Content-Type") ?? "text/html";
  if (kind.startsWith("text/html") || event.detail.requestConfig.verb !== "get") return;
  event.detail.shouldSwap = false;
  location.assign(event.detail.xhr.responseURL);
});

/** No answer at all: the program was stopped, or the network is away. */
document.addEventListener("htmx:sendError", () => {
  const place = document.getElementById("unanswered");
  if (place) place.hidden = false;
});

/** `data-confirm` on a form or a button asks before it is sent. */
document.addEventListener("submit", (event) => {
  const question = event.submitter?.dataset.confirm ?? event.target.dataset.confirm;
  if (question && !confirm(question)) {
    event.preventDefault();
    event.stopImmediatePropagation();
  }
}, true);

/** `data-submits` on a select or a box of a filter: chosen is asked for. The button for it is then not needed. */
function submitOnChange(root) {
  for (const form of root.querySelectorAll("form[data-submits]")) {
    form.addEventListener("change", () => form.requestSubmit());
  }
}

/** The first field with an error gets the focus. */
function focusFirstError(root) {
  root.querySelector("[aria-invalid=true]")?.focus();
}

document.addEventListener(CHANGED_BY_HTMX, (event) => {
  const root = event.detail.elt;
  submitOnChange(root);
  focusFirstError(root);
});
