// What all pages of the desk share: focus and announcements after swaps, retries, and the keys of the queue.
(() => {
  "use strict";

  const root = document.documentElement;
  const byId = (id) => document.getElementById(id);
  root.classList.add("with-script");

  // Words come from the page, so that they are translated with it.
  const announce = (template) => {
    const words = byId(template);
    if (words) byId("announce").replaceChildren(words.content.cloneNode(true));
  };

  // Focus: where the server says; and never nowhere.

  document.addEventListener("desk:focus", ({ detail }) => {
    const place = document.querySelector(detail.selector) ?? byId("claim-page") ?? byId("main");
    place.focus();
    const form = place.closest("form");
    form?.scrollIntoView({ block: form.offsetHeight > innerHeight ? "start" : "nearest" });
  });

  document.addEventListener("htmx:afterSettle", ({ detail }) => {
    const summary = detail.elt.querySelector?.(".error-summary, .conflict");
    if (detail.xhr?.status >= 400 && summary) summary.focus();
    const lost = document.activeElement === document.body || document.activeElement === null;
    if (lost) (detail.elt.closest?.("[tabindex]") ?? byId("main")).focus();
    const body = byId("queue-body");
    const said = byId("said");
    if (body && said && detail.elt === body) said.textContent = body.dataset.said;
  });

  // A whole page that says what went wrong is read from there.
  if (document.activeElement === document.body) document.querySelector("#main :is(.conflict, .error-summary)")?.focus();

  // A form that is drawn anew must not take back what was typed while it was under way.

  const typedMeanwhile = new Map();

  document.addEventListener("htmx:beforeSwap", ({ detail }) => {
    const sent = detail.requestConfig?.parameters;
    const form = detail.requestConfig?.elt.closest("form");
    typedMeanwhile.clear();
    if (!sent?.redraw || !form) return;
    for (const field of form.querySelectorAll("textarea, input[type=text]")) {
      if (field.id && field.value !== (sent[field.name] ?? "")) typedMeanwhile.set(field.id, field.value);
    }
  });

  document.addEventListener("htmx:afterSwap", () => {
    for (const [id, value] of typedMeanwhile) if (byId(id)) byId(id).value = value;
    typedMeanwhile.clear();
  });

  // Failures: said, with everything typed left in place. A form's token makes sending it again harmless.

  const MOST_RETRIES = 6;
  const retries = new WeakMap();

  // True where it will be sent again. Only what an editor sent: what a change of the form asked for is no leave to send it.
  const tryAgain = ({ elt, requestConfig }, seconds) => {
    const form = elt.closest("form");
    const sending = requestConfig?.triggeringEvent;
    if (sending?.type !== "submit" || form?.method !== "post") return false;
    const count = (retries.get(form) ?? 0) + 1;
    if (count > MOST_RETRIES) return false;
    retries.set(form, count);
    // The same button again: "Save and publish" must not come back as "Save draft". Pressed, not `requestSubmit`: HTMX
    // takes the button's name only from a press.
    const button = sending.submitter;
    setTimeout(() => {
      if (!form.isConnected) return;
      if (!button) form.requestSubmit();
      else if (button.form === form) button.click();
    }, seconds * 1000);
    return true;
  };

  // What a page asks by itself must neither take an editor away from what they are typing nor speak of what they sent.
  const asksByItself = ({ elt }) => elt.matches?.("[data-quiet]") ?? false;

  document.addEventListener("htmx:beforeOnLoad", (event) => {
    const { xhr } = event.detail;
    if (!asksByItself(event.detail) || !xhr.getResponseHeader("HX-Redirect")) return;
    event.preventDefault();
    if (!document.querySelector("#announce [data-sign-in]")) announce("words-signed-out");
  });

  document.addEventListener("htmx:responseError", ({ detail }) => {
    if (asksByItself(detail)) return;
    const { status } = detail.xhr;
    if (status === 503) {
      const seconds = Number(detail.xhr.getResponseHeader("Retry-After")) || 10;
      announce(tryAgain(detail, seconds) ? "words-unavailable" : "words-failed");
    } else {
      announce({ 403: "words-forbidden", 404: "words-gone" }[status] ?? "words-failed");
    }
  });

  document.addEventListener("htmx:sendError", ({ detail }) => {
    if (asksByItself(detail)) return;
    announce(tryAgain(detail, 10) ? "words-unreachable" : "words-failed");
  });

  // Closing the mark form, without asking the server.

  const close = (form) => {
    const row = form.closest(".queue-row");
    const home = row ?? byId(form.dataset.opener) ?? byId("claim-page");
    if (!home) return false;
    form.remove();
    home.focus();
    return true;
  };

  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-close]");
    if (link && close(link.closest("form"))) event.preventDefault();
    if (event.target.closest("[data-show-keys]")) showKeys();
  });

  // Claims chosen for something to be done to all of them. The choice outlives a swap as far as it is still shown.

  let chosen = new Set();
  const boxes = () => [...document.querySelectorAll(".row-choice")];

  const noteChosen = () => {
    chosen = new Set(boxes().filter((box) => box.checked).map((box) => box.value));
    const count = byId("chosen-count");
    if (count) count.textContent = chosen.size || "";
  };

  const chooseAgain = () => {
    for (const box of boxes()) if (chosen.has(box.value)) box.checked = true;
    noteChosen();
  };

  document.addEventListener("htmx:afterSwap", chooseAgain);
  document.addEventListener("htmx:oobAfterSwap", chooseAgain);
  document.addEventListener("htmx:historyRestore", noteChosen);
  document.addEventListener("change", ({ target }) => { if (target.matches(".row-choice")) noteChosen(); });

  const choose = (row) => {
    const box = row?.querySelector(".row-choice");
    if (!box) return;
    box.checked = !box.checked;
    noteChosen();
  };

  document.addEventListener("click", ({ target }) => {
    const wanted = target.closest("[data-choose]")?.dataset.choose;
    if (!wanted) return;
    for (const box of boxes()) box.checked = wanted === "all";
    noteChosen();
    if (wanted === "none") (current() ?? byId("main")).focus();
  });

  // Keys. Single letters can be switched off, for people who speak to their computer.

  const KEYS_OFF = "onrecord-keys-off";
  const keysAreOn = () => localStorage.getItem(KEYS_OFF) === null;
  const showKeys = () => {
    const dialog = byId("keys");
    if (!dialog) return;
    byId("keys-on").checked = keysAreOn();
    dialog.showModal();
  };
  const isTyping = (element) => !element.matches(".row-choice") && element.closest("input, textarea, select, [contenteditable], dialog") !== null;
  const rows = () => [...document.querySelectorAll(".queue-row")];
  // A row that the server drew anew has the focus, but not the class.
  const current = () => document.querySelector(".queue-row.current") ?? document.activeElement?.closest(".queue-row");

  const makeCurrent = (row) => {
    for (const other of document.querySelectorAll(".queue-row.current")) other.classList.remove("current");
    row.classList.add("current");
  };

  const move = (step) => {
    const all = rows();
    const at = all.indexOf(current());
    const next = all[at < 0 ? 0 : Math.min(Math.max(at + step, 0), all.length - 1)];
    if (next) { makeCurrent(next); unfold(next); next.focus(); next.scrollIntoView({ block: "nearest" }); }
  };

  // Whole words in the row that is reached by keys. Not while a button of the mouse is down: the list must not move
  // from under it.
  const unfold = (row) => {
    for (const other of document.querySelectorAll(".queue-row.unfolded")) if (other !== row) other.classList.remove("unfolded");
    row?.classList.add("unfolded");
  };

  document.addEventListener("click", () => unfold(null));

  const mark = (status) => {
    const place = current() ?? byId("claim-page");
    const link = place?.querySelector("[data-mark]");
    if (!link) return;
    const address = new URL(link.href);
    if (status) address.searchParams.set("status", status);
    window.htmx.ajax("GET", address.pathname + address.search, { source: link, target: place, swap: "outerHTML" });
  };

  const go = (selector) => document.querySelector(selector)?.click();

  const actions = {
    j: () => move(1),
    k: () => move(-1),
    o: () => current()?.querySelector("a.statement").click(),
    d: () => mark("denied"),
    c: () => mark("confirmed"),
    n: () => mark("open"),
    m: () => mark(""),
    u: () => byId("undo-form")?.requestSubmit(),
    x: () => choose(current()),
    "/": () => byId("id_q")?.focus(),
    "?": showKeys,
  };

  let before = "";

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (event.key === "Escape") {
      const form = event.target.closest("form[data-closes]");
      if (form && close(form)) event.preventDefault();
      return;
    }
    if (isTyping(event.target) || !keysAreOn()) { before = ""; return; }
    const isSequence = before === "g" && event.key === "a";
    before = event.key;
    if (isSequence) { event.preventDefault(); go("[data-new-article]"); return; }
    const act = actions[event.key];
    if (act) { event.preventDefault(); act(); }
  });

  noteChosen();

  document.addEventListener("focusin", ({ target }) => {
    const row = target.closest(".queue-row");
    if (row) makeCurrent(row);
  });

  document.addEventListener("change", ({ target }) => {
    if (target.id !== "keys-on") return;
    if (target.checked) localStorage.removeItem(KEYS_OFF);
    else localStorage.setItem(KEYS_OFF, "1");
  });
})();
