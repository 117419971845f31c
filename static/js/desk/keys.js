// Keys. Single letters can be switched off, for people who speak to their computer: in this browser, or where it keeps
// nothing for this site, on this page.

import { claimAtHand, mark, respond, takeOn, undo } from "./acts.js";
import { choose } from "./choosing.js";
import { leave } from "./closing.js";
import { byId } from "./page.js";
import { current, move } from "./rows.js";

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
  document.documentElement.classList.toggle("keys-off", !isOn);
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

document.addEventListener("click", ({ target }) => { if (target.closest("[data-show-keys]")) showKeys(); });
document.addEventListener("change", ({ target }) => { if (target.id === "keys-on") switchKeys(target.checked); });

// In a box of the queue or of a mark form nothing is typed.
const isTyping = (element) => !element.matches(".row-choice, .mark-form input:is([type=checkbox], [type=radio])")
  && element.closest("input, textarea, select, [contenteditable], dialog") !== null;

const go = (selector) => document.querySelector(selector)?.click();

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
