// What is typed into a form of the desk is kept in this browser until the server has accepted it, so that an ended
// session, a closed tab or a dead server takes none of it: docs/decisions/kept-typing.md.
//
// Kept for each editor apart, under the address a form is sent to and its id. Whether a form was accepted the server
// says by its one-time token; nothing else counts, neither an answer that arrived nor one that did not. A form with
// `data-keep="off"` has nothing worth keeping. Passwords, files, tokens and what no one types are never kept, but a
// hidden field with `data-keep` is.
(() => {
  "use strict";

  const PREFIX = "onrecord-kept:";
  const PAUSE = 250; // milliseconds without a key before what was typed is written down
  const OLDEST = 14 * 24 * 60 * 60 * 1000;
  const MOST_TOKENS = 10;
  const NOT_TYPED = ["hidden", "password", "file", "submit", "button", "reset", "image", "search"];

  const editor = document.querySelector("meta[name=desk-editor]")?.content;
  const asks = document.querySelector("meta[name=desk-accepted]")?.content;
  const store = (() => {
    try { localStorage.getItem(PREFIX); return localStorage; } catch { return null; }
  })();
  if (!store) return;

  const keys = (of = "") => Object.keys(store).filter((key) => key.startsWith(PREFIX + of));

  // Forms typed into a moment ago, with the timer that will write it down.
  const waiting = new Map();

  // Whoever signs out, at the desk or in the administration, leaves nothing behind for the next person at this machine.
  document.addEventListener("submit", ({ target }) => {
    if (!target.matches("form[data-signs-out], #logout-form")) return;
    for (const timer of waiting.values()) clearTimeout(timer);
    waiting.clear();
    keys().forEach((key) => store.removeItem(key));
  });
  if (!editor) return;

  // What a form has in it

  const words = (id) => document.getElementById(id).content.cloneNode(true);
  const isKept = (form) => form.matches("#main form[method=post]:not([data-keep=off])");
  const forms = (place) => [...(place.matches?.("form") ? [place] : []), ...place.querySelectorAll("form")].filter(isKept);
  const controls = (form) => [...form.elements].filter((one) => one.name && one.matches("input, textarea, select")
    && (one.hasAttribute("data-keep") || !NOT_TYPED.includes(one.type)));
  const isChecked = (control) => control.type === "checkbox" || control.type === "radio";
  const isText = (control) => control.matches("textarea, input") && !isChecked(control) && control.type !== "hidden";
  const versionOf = (form) => form.elements.version?.value ?? "";
  // The words of the claims that the form shows: claims/views/desk/worded.py.
  const wordingsOf = (form) => Object.fromEntries([...form.elements]
    .filter(({ name }) => name.startsWith("worded-")).map(({ name, value }) => [name, value]));
  const same = (one, other) => JSON.stringify(one ?? []) === JSON.stringify(other ?? []);

  const read = (form) => {
    const values = {};
    for (const control of controls(form)) {
      const list = (values[control.name] ??= []);
      if (control.type === "select-multiple") list.push(...[...control.selectedOptions].map((option) => option.value));
      else if (!isChecked(control) || control.checked) list.push(control.value);
    }
    return values;
  };

  // What the server put into the form, whatever was typed into it before this script got to it.
  const served = (form) => {
    const copy = form.cloneNode(true);
    copy.reset();
    return read(copy);
  };

  let isFilling = false;

  // Puts `values` into the form; says to everything that listens what has changed.
  const fill = (form, values) => {
    const used = {};
    const changed = [];
    for (const control of controls(form)) {
      const list = values[control.name];
      if (!list) continue;
      if (isChecked(control)) {
        if (control.checked === list.includes(control.value)) continue;
        control.checked = list.includes(control.value);
      } else if (control.type === "select-multiple") {
        for (const option of control.options) option.selected = list.includes(option.value);
      } else {
        const at = (used[control.name] = (used[control.name] ?? -1) + 1);
        if (list[at] === undefined || control.value === list[at]) continue;
        control.value = list[at];
      }
      changed.push(control);
    }
    isFilling = true;
    for (const control of changed) {
      control.closest("details")?.setAttribute("open", "");
      if (isChecked(control) && !control.checked) continue;
      for (const type of ["input", "change"]) control.dispatchEvent(new Event(type, { bubbles: true }));
    }
    isFilling = false;
    return changed;
  };

  // What is kept of it

  const keyOf = (form) => {
    const address = new URL(form.getAttribute("action") || location.href, location.href);
    address.searchParams.delete("next");
    return `${PREFIX}${editor}:${address.pathname}${address.search}#${form.id}`;
  };

  const load = (key) => {
    try { return JSON.parse(store.getItem(key)); } catch { return null; }
  };

  let toldOfNoRoom = false;

  const write = (key, entry) => {
    const text = JSON.stringify(entry);
    const gone = [];
    for (;;) {
      try { store.setItem(key, text); return; } catch { /* There is no room: the oldest goes. */ }
      const [oldest] = keys().filter((one) => one !== key).sort((a, b) => (load(a)?.at ?? 0) - (load(b)?.at ?? 0));
      if (!oldest) break;
      gone.push([oldest, store.getItem(oldest)]);
      store.removeItem(oldest);
    }
    // It was too much by itself: the others need not have gone.
    for (const [other, was] of gone) store.setItem(other, was);
    if (!toldOfNoRoom) document.getElementById("announce")?.replaceChildren(words("words-not-kept"));
    toldOfNoRoom = true;
  };

  // By key: what the server had in the form, what was typed into, and the notice beside it.
  const known = new Map();
  const arrivedWithThePage = new WeakSet();
  const arrived = new WeakSet();

  const forget = (key) => {
    store.removeItem(key);
    known.get(key)?.notice?.remove();
    known.delete(key);
  };

  const nameOf = (form) => {
    const label = form.getAttribute("aria-labelledby");
    const parts = label ? [document.getElementById(label)] : [...document.querySelectorAll("main .page-head .label, main h1")];
    return parts.map((part) => part?.textContent.trim().replace(/\s+/g, " ")).filter(Boolean).join(" – ").slice(0, 160);
  };

  const addressOf = (form) => {
    const action = form.getAttribute("action");
    const address = action && !arrivedWithThePage.has(form) ? new URL(action, location.href) : location;
    return address.pathname + address.search;
  };

  const keep = (form) => {
    const key = keyOf(form);
    const state = known.get(key);
    if (!state || !form.isConnected) return;
    const now = read(form);
    const names = Object.keys(now).filter((name) => !same(now[name], state.base[name]));
    if (!names.length) { store.removeItem(key); return; }
    const sent = load(key)?.sent ?? [];
    write(key, {
      at: Date.now(), name: nameOf(form), address: addressOf(form), version: versionOf(form), worded: wordingsOf(form),
      base: only(names, state.base), values: only(names, now), sent,
    });
  };

  const keepSoon = (form) => {
    clearTimeout(waiting.get(form));
    waiting.set(form, setTimeout(() => { waiting.delete(form); keep(form); }, PAUSE));
  };

  const keepNow = () => {
    for (const [form, timer] of waiting) { clearTimeout(timer); keep(form); }
    waiting.clear();
  };

  const typed = ({ target }) => {
    const form = target.form;
    if (!form || !isKept(form) || !controls(form).includes(target)) return;
    known.get(keyOf(form))?.typed.add(target.name);
    if (!isFilling) keepSoon(form);
  };
  document.addEventListener("input", typed);
  document.addEventListener("change", typed);
  document.addEventListener("visibilitychange", keepNow);
  window.addEventListener("pagehide", keepNow);
  document.addEventListener("htmx:beforeSwap", keepNow);

  // What became of it

  // The tokens among `tokens` that the server has accepted; null where it does not say.
  const accepted = async (tokens) => {
    if (!tokens.length) return [];
    try {
      const answer = await fetch(`${asks}?${new URLSearchParams(tokens.map((token) => ["once", token]))}`);
      if (!answer.ok || answer.redirected) return null;
      return (await answer.json()).accepted;
    } catch { return null; }
  };

  const only = (names, values) => Object.fromEntries(names.map((name) => [name, values[name] ?? []]));
  // What is kept otherwise than it was sent, by name: typed after that.
  const typedAfter = (entry, sending) => Object.keys(entry.values).filter((name) => !same(entry.values[name], sending.values[name]));

  // True where what is kept under `key` was accepted, and is forgotten. What was typed after it was sent is not what was
  // accepted: that stays, with `goesOn`.
  const settled = async (key) => {
    const tokens = load(key)?.sent.map(({ once }) => once) ?? [];
    const done = await accepted(tokens);
    if (!done?.length) return false;
    const entry = load(key);
    if (!entry) return true;
    const sending = entry.sent.findLast(({ once }) => done.includes(once));
    if (!sending) return false;
    const names = typedAfter(entry, sending);
    if (!names.length) { forget(key); return true; }
    const sent = entry.sent.filter(({ once }) => !done.includes(once));
    write(key, { ...entry, base: only(names, entry.base), values: only(names, entry.values), sent, goesOn: true });
    return false;
  };

  document.addEventListener("submit", ({ target }) => {
    if (!isKept(target)) return;
    keepNow();
    const key = keyOf(target);
    const entry = load(key);
    const token = target.elements.once?.value;
    if (!entry || !token) return;
    const others = entry.sent.filter(({ once }) => once !== token);
    write(key, { ...entry, sent: [...others, { once: token, values: entry.values }].slice(-MOST_TOKENS) });
  }, true);

  document.addEventListener("htmx:afterRequest", ({ detail }) => {
    // By now the form may be gone from the page.
    const { elt, verb } = detail.requestConfig;
    const form = elt.closest("form");
    if (form && known.has(keyOf(form)) && verb !== "get") sayWhatGoesOn(keyOf(form));
  });

  // Says it where the form is not there any more into which it could be put back.
  const sayWhatGoesOn = async (key) => {
    await settled(key);
    const entry = load(key);
    if (!entry?.goesOn || forms(document).some((form) => keyOf(form) === key)) return;
    const content = words("words-goes-on-elsewhere");
    Object.assign(content.querySelector("a"), { href: entry.address, textContent: entry.name });
    document.getElementById("announce").append(content);
    list();
  };

  // Who keeps what a colleague saved lets go of their own.
  document.addEventListener("click", ({ target }) => {
    const form = target.closest?.("[data-keep-theirs]")?.closest("form");
    if (!form) return;
    clearTimeout(waiting.get(form));
    waiting.delete(form);
    forget(keyOf(form));
  });

  // Putting it back

  const when = (at) => {
    const moment = new Date(at);
    const isToday = moment.toDateString() === new Date().toDateString();
    const day = isToday ? {} : { day: "numeric", month: "long" };
    return moment.toLocaleString(document.documentElement.lang, { ...day, hour: "2-digit", minute: "2-digit", hour12: false });
  };

  const labelOf = (form, name) => {
    const control = form.elements[name];
    const one = control instanceof RadioNodeList ? control[0] : control;
    return one?.labels?.[0]?.firstChild?.textContent.trim() || name;
  };

  // The notice beside the form, which says itself once it is there.
  const tell = (form, entry, template, shown) => {
    const state = known.get(keyOf(form));
    state.notice?.remove();
    const notice = document.createElement("div");
    notice.className = "message kept-notice";
    notice.setAttribute("role", "status");
    state.notice = notice;
    state.told = { entry, template, shown };
    form.before(notice);
    const content = words(template);
    content.querySelector(".when").textContent = when(entry.at);
    const list = content.querySelector("dl");
    for (const [label, value] of shown) {
      const [term, text] = [document.createElement("dt"), document.createElement("dd")];
      [term.textContent, text.textContent, text.dir] = [label, value, "auto"];
      list.append(term, text);
    }
    if (!shown.length) list.remove();
    requestAnimationFrame(() => notice.replaceChildren(content));
    notice.addEventListener("click", ({ target }) => {
      const act = target.closest("[data-kept]")?.dataset.kept;
      if (act === "discard") discard(form, entry);
      if (act === "put-back") putBack(form, entry, Object.keys(read(form)));
    });
  };

  const discard = (form, entry) => {
    const key = keyOf(form);
    const { base } = known.get(key);
    forget(key);
    const [first] = fill(form, Object.fromEntries(Object.keys(entry.values).map((name) => [name, base[name]])));
    clearTimeout(waiting.get(form));
    waiting.delete(form);
    store.removeItem(key);
    known.set(key, { base, typed: new Set() });
    (first ?? controls(form)[0])?.focus();
  };

  const putBack = (form, entry, present) => {
    const state = known.get(keyOf(form));
    const lost = Object.entries(entry.values).filter(([name, list]) => !present.includes(name) && list.some(Boolean));
    tell(form, entry, entry.goesOn ? "words-goes-on" : "words-put-back", lost.map(([name, list]) => [name, list.join(" · ")]));
    const [first] = fill(form, entry.values);
    for (const name of Object.keys(entry.values)) state.typed.add(name);
    return first;
  };

  // Whether a claim that the form still shows reads otherwise than it did where this was typed.
  const isReworded = (form, { worded = {} }) => Object.entries(wordingsOf(form)).some(([name, text]) => name in worded && text !== worded[name]);

  const place = (form, entry, now, base, isAnew) => {
    const names = Object.keys(entry.values).filter((name) => !same(entry.values[name], now[name]));
    const texts = names.filter((name) => !form.elements[name] || controls(form).some((one) => one.name === name && isText(one)));
    // In the same page only words are put back: whoever closed a form and asks for it again chooses again.
    if (!(isAnew ? texts.some((name) => entry.values[name].some(Boolean)) : names.length)) return;
    const isChanged = entry.version !== versionOf(form) || isReworded(form, entry)
      || names.some((name) => name in now && !same(entry.base[name], base[name]));
    if (!isChanged) { putBack(form, entry, Object.keys(now)); return; }
    tell(form, entry, "words-kept-aside", texts.map((name) => [labelOf(form, name), entry.values[name].join(" · ")]));
  };

  // The form whose own answer is being put into the page, by key, and the token that it was sent with.
  let answered = null;
  let answeredOnce = null;
  document.addEventListener("htmx:beforeSwap", ({ detail }) => {
    const form = detail.requestConfig?.elt.closest("form");
    answered = form && isKept(form) ? keyOf(form) : null;
    answeredOnce = detail.requestConfig?.parameters.redraw ? null : detail.requestConfig?.parameters.once;
  });

  const arrive = async (form) => {
    if (arrived.has(form)) return;
    arrived.add(form);
    const key = keyOf(form);
    const before = known.get(key);
    // The answer to a form has in it what was sent. Any other swap that draws the form anew has emptied it.
    const isAnswer = before && key === answered;
    const from = served(form);
    // Drawn anew by the server: what was typed stays typed, the rest is what the server now has.
    const base = before ? Object.fromEntries(Object.keys(from).map((name) => [name, before.typed.has(name) ? before.base[name] ?? [] : from[name]])) : from;
    known.set(key, { ...before, base, typed: before?.typed ?? new Set() });
    const entry = load(key);
    if (!entry) return;
    if (before?.told && form.isConnected && !before.notice?.isConnected) tell(form, before.told.entry, before.told.template, before.told.shown);
    // At once, and not when the server has said what became of it: whoever is typing goes on.
    const sending = isAnswer && entry.sent.find(({ once }) => once === answeredOnce);
    const names = sending ? typedAfter(entry, sending) : [];
    fill(form, only(names, entry.values));
    if (await settled(key)) {
      if (form.isConnected) known.set(key, { base: served(form), typed: new Set() });
      return;
    }
    // What was accepted meanwhile is forgotten.
    const kept = load(key);
    if (!kept || !form.isConnected) return;
    if (!isAnswer) place(form, kept, read(form), from, Boolean(before));
    else if (kept.goesOn) {
      known.set(key, { base: from, typed: new Set(names) });
      tell(form, kept, "words-goes-on", []);
    }
  };

  document.addEventListener("htmx:load", ({ detail }) => { forms(detail.elt).forEach(arrive); list(); });

  // What waits elsewhere: in the queue all of it, on the page of a claim or article what was typed into its forms that
  // are not open.

  const list = async () => {
    const place = document.getElementById("unsent");
    if (!place) return;
    const { under = "" } = place.dataset;
    for (const key of keys(`${editor}:${under}`)) await settled(key);
    const open = forms(document).map(keyOf);
    const entries = keys(`${editor}:${under}`).filter((key) => !open.includes(key))
      .map((key) => ({ key, ...load(key) })).filter((one) => one.at).sort((a, b) => b.at - a.at);
    const items = place.querySelector("ul");
    items.replaceChildren(...entries.map((entry) => {
      const item = words("unsent-item").firstElementChild;
      const link = item.querySelector("a");
      link.href = entry.address;
      link.textContent = entry.name;
      item.querySelector(".when").textContent = when(entry.at);
      item.querySelector("button").addEventListener("click", () => { forget(entry.key); list(); });
      return item;
    }));
    const hadFocus = place.contains(document.activeElement);
    place.hidden = !entries.length;
    if (hadFocus && place.hidden) document.getElementById("main").focus();
  };

  for (const key of keys()) if (Date.now() - (load(key)?.at ?? 0) > OLDEST) store.removeItem(key);
  for (const form of forms(document)) arrivedWithThePage.add(form);
  // Not before everything that listens to what is typed is there: HTMX begins with this event.
  document.addEventListener("DOMContentLoaded", () => { forms(document).forEach(arrive); list(); });
  document.addEventListener("htmx:historyRestore", list);
})();
