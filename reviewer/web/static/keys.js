// Keys of buttons: inside [data-keys] the digit of data-key presses its button or link. They never fire while somebody types,
// and can be switched off (WCAG 2.1, 2.1.4). Without this file the buttons do the same.

const OFF = "reviewer-keys-off";

// A browser that keeps nothing has the keys on.
function isOff() {
  try {
    return localStorage.getItem(OFF) === "yes";
  } catch {
    return false;
  }
}

function setOff(off) {
  try {
    if (off) localStorage.setItem(OFF, "yes");
    else localStorage.removeItem(OFF);
  } catch {
    // they stay as they are
  }
}

function isTyped(target) {
  return target instanceof Element && (target.closest("input, select, textarea, dialog") !== null || target.isContentEditable);
}

function tell(root) {
  const off = isOff();
  for (const key of root.querySelectorAll("[data-shown-key]")) key.hidden = off;
  for (const hint of root.querySelectorAll("[data-keys-hint]")) hint.hidden = false;
  for (const button of root.querySelectorAll("[data-keys-switch]")) {
    button.textContent = off ? "Включить клавиши" : "Отключить клавиши";
    button.setAttribute("aria-pressed", String(!off));
  }
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.repeat || event.ctrlKey || event.altKey || event.metaKey) return;
  const place = document.querySelector("[data-keys]");
  if (!place || isOff() || isTyped(event.target) || !/^[0-9]$/.test(event.key)) return;
  if (place.querySelector("form.htmx-request, [data-key].htmx-request")) return; // the answer before is still on its way
  const wanted = place.querySelector(`[data-key="${event.key}"]`);
  if (!wanted) return;
  event.preventDefault();
  wanted.click();
});

document.addEventListener("click", (event) => {
  if (!(event.target instanceof Element) || !event.target.closest("[data-keys-switch]")) return;
  setOff(!isOff());
  tell(document);
});

document.addEventListener("htmx:load", (event) => tell(event.detail?.elt ?? document));
tell(document);

// After an answer the next question is told by a screen reader, and in sight.
document.addEventListener("htmx:afterSettle", (event) => {
  if (event.detail.target.id !== "doubt") return;
  const question = event.detail.target.querySelector("[data-question], h2, h3");
  if (!question) return;
  question.tabIndex = -1;
  question.focus({ preventScroll: true });
  if (question.getBoundingClientRect().top < 0) question.scrollIntoView();
});
