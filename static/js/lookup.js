// Fields in which one types to find what is on record: comboboxes as the ARIA Authoring Practices Guide has them
// ("editable combobox with list autocomplete", manual selection). docs/design.md, "Lookups", says how a field opts in.
//
// Everything is delegated, so that a field swapped in later works like one that was there from the beginning. Without
// this file, and whenever the server does not answer, the field is an ordinary text field.
(() => {
  "use strict";

  const PAUSE = 120; // milliseconds without a key before the server is asked
  const FIELD = "input[data-lookup]";

  // The one popup that is open or asked for: its field, its options, which of them is active (-1: none).
  let at = null;

  const status = document.createElement("div");
  status.className = "visually-hidden";
  status.setAttribute("role", "status");
  document.body.append(status);

  // A field as a screen reader should hear it, before anybody is in it.

  const prepare = (field) => {
    if (field.getAttribute("role") === "combobox") return;
    field.setAttribute("role", "combobox");
    field.setAttribute("aria-autocomplete", "list");
    field.setAttribute("aria-expanded", "false");
    field.setAttribute("autocomplete", "off");
    field.removeAttribute("list"); // the browser's own suggestions would lie over ours
  };

  const prepareAll = (place) => {
    if (place.matches?.(FIELD)) prepare(place);
    place.querySelectorAll?.(FIELD).forEach(prepare);
  };

  // Asking. An answer that was overtaken is thrown away.

  const address = (field) => {
    const query = new URLSearchParams({ q: field.value.trim() });
    return `${field.dataset.lookup}?${query}`;
  };

  const begin = (field) => {
    if (at?.field !== field) close();
    at ??= { field, popup: null, options: [], active: -1, asking: null, waiting: 0 };
    return at;
  };

  const ask = async (field, place = null) => {
    const mine = begin(field);
    clearTimeout(mine.waiting);
    mine.asking?.abort();
    const asking = (mine.asking = new AbortController());
    let html = "";
    try {
      const answer = await fetch(address(field), { headers: { "HX-Request": "true" }, signal: asking.signal });
      if (answer.ok) html = await answer.text();
    } catch {
      if (asking.signal.aborted) return;
    }
    if (at !== mine || mine.asking !== asking || !field.isConnected) return;
    mine.asking = null;
    if (html) show(mine, html, place);
    else close();
  };

  const askSoon = (field) => {
    const mine = begin(field);
    clearTimeout(mine.waiting);
    mine.waiting = setTimeout(() => ask(field), PAUSE);
  };

  // Showing. `place` is the option to begin at: "first", "last" or none.

  const show = (mine, html, place) => {
    const { field } = mine;
    const holder = document.createElement("template");
    holder.innerHTML = html;
    const popup = holder.content.querySelector(".lookup-popup");
    if (!popup) { close(); return; }
    mine.popup?.remove();
    mine.popup = popup;
    mine.options = [...popup.querySelectorAll("[role=option]")];
    mine.active = -1;
    field.removeAttribute("aria-activedescendant");
    const list = popup.querySelector("[role=listbox]");
    if (list) {
      list.id = `${field.id}-options`;
      list.setAttribute("aria-label", field.labels[0]?.textContent.trim() ?? "");
      field.setAttribute("aria-controls", list.id);
    }
    mine.options.forEach((option, index) => { option.id = `${field.id}-option-${index}`; });
    field.setAttribute("aria-expanded", String(mine.options.length > 0));
    field.after(popup);
    status.textContent = popup.dataset.said;
    if (place && mine.options.length) activate(place === "last" ? mine.options.length - 1 : 0);
    popup.scrollIntoView({ block: "nearest" });
  };

  const close = () => {
    if (!at) return;
    const { field, popup, asking, waiting } = at;
    at = null;
    clearTimeout(waiting);
    asking?.abort();
    popup?.remove();
    field.setAttribute("aria-expanded", "false");
    field.removeAttribute("aria-activedescendant");
    field.removeAttribute("aria-controls");
  };

  const isOpen = (field) => at?.field === field && at.popup !== null;

  const activate = (index) => {
    at.options[at.active]?.setAttribute("aria-selected", "false");
    at.active = index;
    const option = at.options[index];
    if (!option) { at.field.removeAttribute("aria-activedescendant"); return; }
    option.setAttribute("aria-selected", "true");
    option.scrollIntoView({ block: "nearest" });
    at.field.setAttribute("aria-activedescendant", option.id);
  };

  // Choosing: a name is filled in; a number is sent at once, as by a button; a row gets its tick.

  const choose = (option) => {
    const { field } = at;
    const { number, text } = option.dataset;
    const { form } = field;
    const press = form && field.dataset.lookupPress;
    const rows = field.closest(".lookup-pick")?.querySelector(".lookup-chosen");
    close();
    if (rows) tick(rows, option, field);
    field.value = rows ? "" : press ? number : text;
    status.textContent = option.querySelector(".lookup-title").textContent;
    for (const name of ["input", "change"]) field.dispatchEvent(new CustomEvent(name, { bubbles: true, detail: { chosen: true } }));
    field.dispatchEvent(new CustomEvent("lookup:chosen", { bubbles: true, detail: { number, text } }));
    if (press) send(form, press, number);
  };

  // As if the form had a button of this name for every row.
  const send = (form, name, value) => {
    const button = Object.assign(document.createElement("button"), { name, value, hidden: true });
    form.append(button);
    button.click(); // not requestSubmit: HTMX learns of a button by its click
    button.remove();
  };

  const tick = (rows, option, field) => {
    const { number } = option.dataset;
    let box = [...rows.querySelectorAll("input")].find((one) => one.value === number);
    if (!box) {
      const label = rows.querySelector("template").content.firstElementChild.cloneNode(true);
      box = label.querySelector("input");
      box.name = field.name;
      box.value = number;
      const words = [...option.querySelectorAll(".lookup-title, .lookup-detail")].map((one) => one.textContent);
      label.querySelector("span").textContent = words.join(" · ");
      rows.append(label);
      rows.hidden = false;
    }
    box.checked = true;
    box.dispatchEvent(new Event("change", { bubbles: true }));
  };

  // Keys. Before the page's own, which close what a field stands in. Enter belongs to the form unless an option is active.

  const keys = {
    ArrowDown: (field, event) => {
      if (!isOpen(field)) ask(field, event.altKey ? null : "first");
      else if (at.options.length) activate((at.active + 1) % at.options.length);
      return true;
    },
    ArrowUp: (field, event) => {
      if (event.altKey) { const was = isOpen(field); close(); return was; }
      if (!isOpen(field)) ask(field, "last");
      else if (at.options.length) activate((at.active <= 0 ? at.options.length : at.active) - 1);
      return true;
    },
    Enter: (field) => {
      const option = isOpen(field) ? at.options[at.active] : null;
      if (option) choose(option);
      else close();
      return Boolean(option);
    },
    Escape: (field) => {
      const was = isOpen(field);
      close();
      return was;
    },
    Tab: () => { close(); return false; },
  };

  document.addEventListener("keydown", (event) => {
    const { target: field } = event;
    if (!field.matches?.(FIELD) || event.isComposing || event.ctrlKey || event.metaKey) return;
    if (keys[event.key]?.(field, event)) {
      event.preventDefault();
      event.stopPropagation();
    } else if (isOpen(field) && ["ArrowLeft", "ArrowRight", "Home", "End"].includes(event.key)) {
      activate(-1); // back to the words themselves
    }
  }, true);

  document.addEventListener("input", ({ target: field, detail, isComposing }) => {
    if (!field.matches?.(FIELD) || detail?.chosen || isComposing) return;
    if (field.value.trim()) askSoon(field);
    else close();
  });

  document.addEventListener("compositionend", ({ target: field }) => {
    if (field.matches?.(FIELD)) askSoon(field);
  });

  // Mouse and touch: the focus stays in the field, which is what keeps the popup open.

  document.addEventListener("mousedown", (event) => {
    if (event.target.closest?.(".lookup-popup")) event.preventDefault();
  });

  document.addEventListener("click", ({ target }) => {
    const option = target.closest?.(".lookup-popup [role=option]");
    if (option && at?.options.includes(option)) choose(option);
    else if (target.matches?.(`.lookup-pick ${FIELD}`) && !target.value && !isOpen(target)) ask(target);
  });

  document.addEventListener("focusin", ({ target }) => { if (target.matches?.(FIELD)) prepare(target); });
  document.addEventListener("focusout", ({ target }) => { if (at?.field === target) close(); });
  document.addEventListener("htmx:load", ({ detail }) => prepareAll(detail.elt));
  document.addEventListener("htmx:beforeSwap", () => { if (at && !at.field.isConnected) at = null; });
  prepareAll(document);
})();
