// What all pages of the desk share: focus and announcements after swaps, retries, and the keys of the queue.
(() => {
  "use strict";

  const root = document.documentElement;
  const byId = (id) => document.getElementById(id);
  root.classList.add("with-script");

  // A page that answers a refused form stands at the form's address. By its own, parts of it are asked for, and it can be
  // loaded again.
  const own = document.querySelector("meta[name=own-address]")?.content;
  if (own && new URL(own, location).pathname !== location.pathname) history.replaceState(null, "", own);

  // Words come from the page, so that they are translated with it.
  const announce = (template) => {
    const words = byId(template);
    if (words) byId("announce").replaceChildren(words.content.cloneNode(true));
  };

  // What a page asks by itself must neither take an editor away from what they are typing nor speak of what they sent.
  const asksByItself = ({ elt }) => elt.matches?.("[data-quiet]") ?? false;

  // Focus: where the server says, and never nowhere; but nobody is taken out of a field or a row that they went on to.

  // The head of the page: where a claim stands. Never a whole page, which is scrolled through to its foot.
  const head = () => byId("claim-status") ?? byId("main");
  const isLost = () => document.activeElement === document.body || document.activeElement === null;
  const isTextField = (element) => element?.matches(
    "textarea, [contenteditable], input:not([type=checkbox], [type=radio], [type=button], [type=submit], [type=file])",
  ) ?? false;

  // Where the focus was when each request was sent; and when that was sent which is being answered now, by the form of
  // this id.
  const askedFrom = new WeakMap();
  let answeredFrom = null;
  let answered = "";

  document.addEventListener("htmx:beforeRequest", ({ detail }) => {
    if (!asksByItself(detail)) askedFrom.set(detail.xhr, document.activeElement);
  });

  document.addEventListener("htmx:beforeSwap", ({ detail }) => {
    answeredFrom = askedFrom.get(detail.xhr) ?? null;
    answered = detail.requestConfig?.elt.id;
  });

  // A field or a row drawn anew is still what it was.
  const isAnother = (one, other) => one !== other && !(one.id && one.id === other.id);
  const wentOn = () => {
    const [now, from] = [document.activeElement, answeredFrom];
    if (!now || !from) return isTextField(now);
    const [row, fromRow] = [now, from].map((element) => element.closest(".queue-row"));
    return isAnother(now, from) && (isTextField(now) || Boolean(row && fromRow && isAnother(row, fromRow)));
  };

  // What a key has sent, until that is answered or has failed: by the form of which id, where the focus belongs then (a
  // selector), and whether the key chose its claims for this alone.
  let sentByKey = null;

  document.addEventListener("desk:focus", ({ detail }) => {
    const byKey = sentByKey?.form === answered ? sentByKey : null;
    const selector = byKey?.goBackTo ?? detail.selector;
    if (byKey) sentByKey = null;
    if (wentOn()) return;
    const place = document.querySelector(selector) ?? (isLost() ? head() : null);
    // What is taller than the window would be scrolled through to its foot.
    place?.focus({ preventScroll: place.offsetHeight > innerHeight });
    const form = place?.closest("form");
    form?.scrollIntoView({ block: form.offsetHeight > innerHeight ? "start" : "nearest" });
  });

  document.addEventListener("htmx:afterSettle", ({ detail }) => {
    if (detail.requestConfig && asksByItself(detail.requestConfig)) return;
    const summary = detail.elt.querySelector?.(".error-summary, .conflict");
    if (detail.xhr?.status >= 400 && summary && !wentOn()) summary.focus();
    if (isLost()) (detail.elt.closest?.("[tabindex]:not(#main)") ?? head()).focus();
    const body = byId("queue-body");
    const said = byId("said");
    if (body && said && detail.elt === body) said.textContent = body.dataset.said;
  });

  // A whole page that says what went wrong is read from there. What it says above everything is said, not only shown.
  if (isLost()) document.querySelector("#main :is(.conflict, .error-summary, .save-filter .errorlist)")?.focus();
  const announced = byId("announce")?.innerText.trim();
  if (announced) requestAnimationFrame(() => { byId("said").textContent = announced; });

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

  // What a form has under way. What only draws it anew gives way to a press of one of its buttons: a button that is
  // replaced between press and release takes the click with it.

  const underWay = new WeakMap();
  const isRedrawing = (form) => Boolean(underWay.get(form)?.parameters.redraw);

  document.addEventListener("htmx:beforeRequest", ({ detail: { requestConfig } }) => {
    const form = requestConfig.elt.closest("form");
    if (requestConfig.elt === form || requestConfig.parameters.redraw) underWay.set(form, requestConfig);
  });

  document.addEventListener("htmx:afterRequest", ({ detail: { requestConfig } }) => {
    const form = requestConfig.elt.closest("form");
    if (underWay.get(form) === requestConfig) underWay.delete(form);
  });

  document.addEventListener("pointerdown", ({ target }) => {
    const button = target.closest(".mark-form :is(button, .button)");
    const form = button?.closest("form");
    if (!form || !isRedrawing(form)) return;
    const asked = underWay.get(form).elt;
    window.htmx.trigger(form, "htmx:abort");
    const released = ({ type, target: place }) => {
      for (const end of ["pointerup", "pointercancel"]) document.removeEventListener(end, released);
      if (type === "pointerup" && button.contains(place)) return;
      if (asked.isConnected) window.htmx.trigger(asked, "change");
    };
    for (const end of ["pointerup", "pointercancel"]) document.addEventListener(end, released);
  });

  // Failures: said, with everything typed left in place. A form's token makes sending it again harmless.

  const MOST_RETRIES = 6;
  const retries = new WeakMap();
  // Timers by form; one that is drawn anew is still the same form.
  const waiting = new Map();
  const keyOf = (form) => form.id || form;

  // What each request of a form sent, to see whether it still is what the form says.
  const sent = new WeakMap();
  const contents = (form) => new URLSearchParams(new FormData(form)).toString();

  const stopWaiting = (form) => {
    clearTimeout(waiting.get(keyOf(form)));
    waiting.delete(keyOf(form));
  };

  document.addEventListener("htmx:beforeRequest", ({ detail }) => {
    if (!detail.elt.matches("form")) return;
    stopWaiting(detail.elt);
    sent.set(detail.requestConfig, contents(detail.elt));
  });

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
    waiting.set(keyOf(form), setTimeout(() => {
      waiting.delete(keyOf(form));
      // Drawn anew or typed into meanwhile, it no longer is what was sent: that is for the editor to look at.
      const isSame = form.isConnected && (!button || button.form === form) && contents(form) === sent.get(requestConfig);
      if (!isSame) { announce("words-not-sent"); forgetKey(form); }
      else if (button) button.click();
      else form.requestSubmit();
    }, seconds * 1000));
    return true;
  };

  document.addEventListener("htmx:beforeOnLoad", (event) => {
    const { xhr } = event.detail;
    if (!asksByItself(event.detail) || !xhr.getResponseHeader("HX-Redirect")) return;
    event.preventDefault();
    if (!document.querySelector("#announce [data-sign-in]")) announce("words-signed-out");
  });

  const failed = (detail, template) => {
    announce(template);
    forgetKey(detail.elt);
  };

  document.addEventListener("htmx:responseError", ({ detail }) => {
    if (asksByItself(detail)) return;
    const { status } = detail.xhr;
    const seconds = Number(detail.xhr.getResponseHeader("Retry-After")) || 10;
    if (status === 503 && tryAgain(detail, seconds)) announce("words-unavailable");
    else failed(detail, { 403: "words-forbidden", 404: "words-gone" }[status] ?? "words-failed");
  });

  // What was said of something done before is no longer said once something else was answered, whatever the answer.
  document.addEventListener("htmx:beforeSwap", ({ detail }) => {
    const { elt, verb, parameters } = detail.requestConfig ?? {};
    if (verb !== "post" || parameters.redraw || asksByItself(detail) || !detail.shouldSwap) return;
    if (byId("announce").contains(elt)) return;
    for (const words of byId("announce").querySelectorAll(".message:not([data-failed])")) words.remove();
  });

  // What did not work is no longer said once something has, unless it is still to be tried again.
  document.addEventListener("htmx:afterOnLoad", ({ detail }) => {
    if (detail.xhr.status >= 400 || waiting.size || asksByItself(detail)) return;
    byId("announce").querySelector("[data-failed]")?.remove();
  });

  document.addEventListener("htmx:sendError", ({ detail }) => {
    if (asksByItself(detail)) return;
    if (tryAgain(detail, 10)) announce("words-unreachable");
    else failed(detail, "words-failed");
  });

  // Closing the mark form, without asking the server; where the form is the page, it is left by its link.

  const formPage = () => document.querySelector("#main:has(> .mark-form)");

  const close = (form) => {
    const row = form.closest(".queue-row");
    const home = row ?? byId(form.dataset.opener) ?? byId("claim-status");
    // What was sent is for the server to answer. What only draws the form anew must not put it back.
    if (!home || (underWay.has(form) && !isRedrawing(form))) return false;
    window.htmx.trigger(form, "htmx:abort");
    stopWaiting(form);
    row?.querySelector(".presence")?.remove();
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
    // What has the focus is not scrolled to below the bar.
    const bar = byId("bulk");
    const lies = bar && getComputedStyle(bar).position === "sticky" ? bar.offsetHeight : 0;
    root.style.scrollPaddingBlockEnd = lies ? `${lies}px` : "";
  };

  const chooseAgain = () => {
    for (const box of boxes()) if (chosen.has(box.value)) box.checked = true;
    noteChosen();
  };

  // A claim that a key chose only to do something to it is not chosen any more once that is done, or has failed.
  const unchoose = () => {
    if (!sentByKey?.isChosenForThisAlone) return;
    for (const box of boxes()) box.checked = false;
    noteChosen();
  };

  const forgetKey = (form) => {
    if (form.id !== sentByKey?.form) return;
    unchoose();
    sentByKey = null;
  };

  document.addEventListener("htmx:afterSwap", () => {
    if (answered === sentByKey?.form) unchoose();
    chooseAgain();
  });
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

  // Keys. Single letters can be switched off, for people who speak to their computer: in this browser, or where it keeps
  // nothing for this site, on this page.

  const KEYS_OFF = "onrecord-keys-off";
  let areOffHere = false;
  const keysAreOn = () => {
    try { return !areOffHere && localStorage.getItem(KEYS_OFF) === null; } catch { return !areOffHere; }
  };
  const switchKeys = (on) => {
    areOffHere = false;
    try {
      if (on) localStorage.removeItem(KEYS_OFF);
      else localStorage.setItem(KEYS_OFF, "1");
    } catch { areOffHere = !on; }
    sayWhetherOn();
  };
  // How they are switched on again is said at once in the list of keys, and stands at the button that shows it.
  const sayWhetherOn = () => {
    const isOn = keysAreOn();
    root.classList.toggle("keys-off", !isOn);
    const said = byId("keys-said");
    if (said) said.textContent = isOn ? "" : said.dataset.off;
  };
  sayWhetherOn();

  const showKeys = () => {
    const dialog = byId("keys");
    if (!dialog) return;
    byId("keys-on").checked = keysAreOn();
    dialog.showModal();
    // Not the box that switches them off: that is one Space away.
    byId("keys-title").focus();
    dialog.scrollTop = 0;
  };
  // In a box of the queue or of a mark form nothing is typed.
  const isTyping = (element) => !element.matches(".row-choice, .mark-form input:is([type=checkbox], [type=radio])")
    && element.closest("input, textarea, select, [contenteditable], dialog") !== null;
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
    if (next) goTo(next);
  };

  const goToRows = () => {
    const row = current() ?? rows()[0];
    if (row) goTo(row);
    else head().focus();
  };

  // Who sent a filter goes on to what it found, unless they typed on.
  let isFiltered = false;
  document.addEventListener("submit", ({ target }) => { if (target.id === "queue-filter") isFiltered = true; });
  document.addEventListener("input", ({ target }) => { if (target.closest("#queue-filter")) isFiltered = false; });
  document.addEventListener("htmx:afterSettle", ({ detail }) => {
    const isFound = detail.requestConfig?.elt.id === "queue-filter" && detail.xhr.status < 400 && rows().length;
    if (isFound && isFiltered && !wentOn()) goToRows();
  });

  const goTo = (row) => {
    makeCurrent(row);
    unfold(row);
    row.focus();
    row.scrollIntoView({ block: "nearest" });
  };

  // Whole words in the row that is reached by keys. Not while a button of the mouse is down: the list must not move
  // from under it.
  const unfold = (row) => {
    for (const other of document.querySelectorAll(".queue-row.unfolded")) if (other !== row) other.classList.remove("unfolded");
    row?.classList.add("unfolded");
  };

  document.addEventListener("click", () => unfold(null));
  document.addEventListener("keyup", ({ key, target }) => { if (key === "Tab") unfold(target.closest(".queue-row")); });

  // What a key is for, where there is something: a claim that one is at, or the claim whose page it is, or whose mark form
  // is the page. Said where not.
  const claimAtHand = () => {
    const place = current() ?? byId("claim-page") ?? formPage();
    if (!place && rows().length) announce("words-no-claim");
    return place;
  };

  const mark = (status) => {
    const place = claimAtHand();
    if (!place) return;
    // In a form that is open already it is only another choice: what was typed there stays.
    const form = place.querySelector(".mark-form");
    const choice = form?.querySelector(status ? `[name=status][value=${status}]` : "[name=status]:checked");
    if (choice) {
      choice.click();
      choice.focus();
      return;
    }
    const link = place.querySelector("[data-mark]");
    if (!link) { announce("words-not-markable"); return; }
    const address = new URL(link.href);
    if (status) address.searchParams.set("status", status);
    window.htmx.ajax("GET", address.pathname + address.search, { source: link, target: place, swap: "outerHTML" });
  };

  // The mark of the claim one is at, else the one that was just said to be made. Any other may be forgotten: it is led
  // to, and taken back by the same key there.
  const undo = () => {
    const place = current() ?? byId("claim-page");
    const form = place?.querySelector("form[data-undo]") ?? document.querySelector("#announce form[data-undo]");
    if (form) { form.requestSubmit(); return; }
    const offered = [...document.querySelectorAll(".queue-row form[data-undo]")];
    const [newest] = offered.sort((one, other) => other.elements.mark.value - one.elements.mark.value);
    if (newest) goTo(newest.closest(".queue-row"));
    announce(newest ? "words-undo-here" : "words-nothing-to-undo");
  };

  const takeClaim = () => {
    const form = byId("take-form");
    if (form) {
      sentByKey = { form: form.id, goBackTo: `#${document.activeElement?.id || "claim-status"}` };
      form.requestSubmit();
    } else if (claimAtHand() && byId("claim-assignment")) announce("words-yours");
  };

  // On a claim's page that claim; in the queue what is chosen, or else the claim one is at, or those it was asked for
  // while it was under way for others.
  const takenMeanwhile = new Set();

  const takeOn = (at) => {
    if (at) takenMeanwhile.add(at.id);
    if (underWay.has(byId("bulk"))) return;
    // What an earlier press chose, and has not been able to send yet, goes along.
    const isChosenForThisAlone = !chosen.size || (sentByKey?.isChosenForThisAlone ?? false);
    if (isChosenForThisAlone) {
      for (const box of boxes()) if (takenMeanwhile.has(box.closest(".queue-row").id)) box.checked = true;
      noteChosen();
    }
    takenMeanwhile.clear();
    if (!chosen.size) { takeClaim(); return; }
    byId("bulk-to").value = document.querySelector("meta[name=desk-editor]").content;
    const row = current();
    sentByKey = { form: "bulk", goBackTo: row ? `#${row.id}` : null, isChosenForThisAlone };
    byId("bulk-assign").click();
  };

  document.addEventListener("htmx:afterRequest", ({ detail }) => {
    if (detail.requestConfig.elt.id === "bulk" && takenMeanwhile.size) takeOn();
  });

  const go = (selector) => document.querySelector(selector)?.click();

  // As the page itself offers it, of its claim or article; in the queue of the claim one is at.
  const respond = () => {
    const offered = document.querySelector('[data-key="r"]');
    const claim = offered ? null : claimAtHand()?.querySelector(".row-choice")?.value;
    if (offered) offered.click();
    else if (claim) location.assign(`${document.querySelector("[data-new-response]").href}?claim=${claim}`);
  };

  const actions = {
    j: () => move(1),
    k: () => move(-1),
    o: () => claimAtHand()?.querySelector("a.statement")?.click(),
    d: () => mark("denied"),
    c: () => mark("confirmed"),
    n: () => mark("open"),
    m: () => mark(""),
    u: undo,
    x: () => {
      choose(claimAtHand());
      current()?.scrollIntoView({ block: "nearest" });
    },
    a: () => takeOn(current()),
    r: respond,
    "/": () => {
      byId("filter-fold")?.setAttribute("open", "");
      byId("id_q")?.focus();
    },
    "?": showKeys,
  };

  // What Escape leaves: a form, or the fields that filter the queue. True where there was something.
  const leave = (place) => {
    if (place.closest("dialog")) return false;
    if (place.closest("#queue-filter")) { goToRows(); return true; }
    const form = place.closest("form[data-closes]");
    if (form && close(form)) return true;
    const page = formPage();
    if (page) page.querySelector("[data-close]").click();
    return Boolean(page);
  };

  let before = "";

  // Where nothing can carry the mark chosen, its button is not there: what is to be done first is gone to instead.
  const press = (button) => {
    const lacks = [...button.form.querySelectorAll(".mark-lacks")].find((one) => one.checkVisibility());
    if (lacks) lacks.focus();
    else button.click(); // and not requestSubmit: HTMX sends along the name of the button that was clicked
  };

  // Ctrl (or Cmd) with Enter in any field of a form presses its main button; so does Enter at a status to mark.
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing || event.defaultPrevented) return;
    if (!event.ctrlKey && !event.metaKey && !event.target.matches(".mark-form [name=status]")) return;
    const button = event.target.matches("input, select, textarea") && event.target.form?.querySelector(".button-primary");
    if (!button) return;
    event.preventDefault();
    press(button);
  });

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.defaultPrevented) return;
    if (event.key === "Enter" && event.target.matches(".find-row input")) {
      event.preventDefault();
      event.target.closest(".find-row").querySelector("button").click();
      return;
    }
    if (event.key === "Escape") {
      if (leave(event.target)) event.preventDefault();
      return;
    }
    if (isTyping(event.target) || !keysAreOn()) { before = ""; return; }
    const isSequence = before === "g" && event.key === "a";
    before = event.key;
    if (isSequence) { event.preventDefault(); go("[data-new-article]"); return; }
    // What only one page has says there which key it has.
    const pressed = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
    const act = actions[event.key] ?? (pressed && (() => pressed.click()));
    if (act) { event.preventDefault(); act(); }
  });

  noteChosen();

  document.addEventListener("focusin", ({ target }) => {
    const row = target.closest(".queue-row");
    if (row) makeCurrent(row);
  });

  // Who comes back from a claim goes on at its row, where the browser keeps anything for this site.

  const PLACE = "onrecord-place";
  const notePlace = (row) => {
    try { sessionStorage.setItem(PLACE, JSON.stringify([location.href, row.id])); } catch { /* It keeps nothing. */ }
  };
  const notedPlace = () => {
    try { return JSON.parse(sessionStorage.getItem(PLACE)) ?? []; } catch { return []; }
  };

  document.addEventListener("click", ({ target }) => {
    const row = target.closest("a.statement")?.closest(".queue-row");
    if (row) notePlace(row);
  });

  if (performance.getEntriesByType("navigation")[0]?.type === "back_forward" && isLost()) {
    const [address, id] = notedPlace();
    if (address === location.href) byId(id)?.focus();
  }

  // A list that is gone back to is said as one that was asked for.
  document.addEventListener("htmx:historyRestore", () => {
    const body = byId("queue-body");
    if (body) requestAnimationFrame(() => { byId("said").textContent = body.dataset.said; });
  });

  // Filters are folded up where there is little room for them, unless they narrow what is shown.

  const isWide = matchMedia("(width >= 48rem)");
  const foldFilters = () => {
    const fold = byId("filter-fold");
    if (fold) fold.open = isWide.matches || document.querySelector(".narrowed-by, #queue-body .error-summary") !== null;
  };
  foldFilters();
  isWide.addEventListener("change", foldFilters);
  document.addEventListener("htmx:historyRestore", foldFilters);

  document.addEventListener("change", ({ target }) => {
    if (target.id === "keys-on") switchKeys(target.checked);
  });
})();
