// Follows what changes on the server: <div data-follow="/…/events" data-piece="/…/piece"> shows the piece anew each time.
// Where events do not come, the piece is asked for every few seconds. An element with data-over in the piece ends it.

const POLLED_MS = 3000;

function follow(place) {
  if (place.dataset.following) return;
  place.dataset.following = "yes";
  let timer = 0;
  let source = null;

  // One after another, and never what is over: somebody may be writing in it by then.
  let shown = Promise.resolve();
  const over = () => !place.isConnected || place.querySelector("[data-over]");
  const show = () => {
    shown = shown
      .then(() => over() || htmx.ajax("GET", place.dataset.piece, { source: place, target: place, swap: "innerHTML" }))
      .catch(() => {})
      .then(() => { if (over()) stop(); });
  };
  const stop = () => {
    source?.close();
    clearInterval(timer);
    timer = 0;
  };
  const poll = () => { timer ||= setInterval(show, POLLED_MS); };

  if (!("EventSource" in window) || !place.dataset.follow) return poll();
  source = new EventSource(place.dataset.follow);
  source.addEventListener("open", () => { clearInterval(timer); timer = 0; });
  source.addEventListener("changed", show);
  source.addEventListener("over", () => { show(); stop(); });
  source.addEventListener("error", () => { if (!place.isConnected) stop(); else poll(); });
}

document.addEventListener("htmx:load", (event) => {
  const root = event.detail.elt;
  if (root.matches?.("[data-follow]")) follow(root);
  root.querySelectorAll("[data-follow]").forEach(follow);
});

// A link that shows the page itself anew instead of where it leads to without this script.
document.addEventListener("click", (event) => {
  if (!event.target.closest("[data-again]")) return;
  event.preventDefault();
  location.reload();
});
