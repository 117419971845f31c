// Focus after a part of the page was drawn anew: where the server says, and never nowhere; but nobody is taken out of a
// field or a row that they went on to.

import { asksByItself, byId, isLost } from "./page.js";
import { noteSent, sentByKey } from "./sent-by-key.js";

// The head of the page: where a claim stands. Never a whole page, which is scrolled through to its foot.
export const head = () => byId("claim-status") ?? byId("main");
const isTextField = (element) => element?.matches(
  "textarea, [contenteditable], input:not([type=checkbox], [type=radio], [type=button], [type=submit], [type=file])",
) ?? false;

// Where the focus was when each request was sent; and when that was sent which is being answered now, by the form of
// this id.
const askedFrom = new WeakMap();
let answeredFrom = null;
export let answered = "";

document.addEventListener("htmx:beforeRequest", ({ detail }) => {
  if (!asksByItself(detail)) askedFrom.set(detail.xhr, document.activeElement);
});

document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  answeredFrom = askedFrom.get(detail.xhr) ?? null;
  answered = detail.requestConfig?.elt.id;
});

// A field or a row drawn anew is still what it was.
const isAnother = (one, other) => one !== other && !(one.id && one.id === other.id);
export const wentOn = () => {
  const [now, from] = [document.activeElement, answeredFrom];
  if (!now || !from) return isTextField(now);
  const [row, fromRow] = [now, from].map((element) => element.closest(".queue-row"));
  return isAnother(now, from) && (isTextField(now) || Boolean(row && fromRow && isAnother(row, fromRow)));
};

document.addEventListener("desk:focus", ({ detail }) => {
  const byKey = sentByKey?.form === answered ? sentByKey : null;
  const selector = byKey?.goBackTo ?? detail.selector;
  if (byKey) noteSent(null);
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
});

// A whole page that says what went wrong is read from there. What it says above everything is said, not only shown.
if (isLost()) document.querySelector("#main :is(.conflict, .error-summary, .save-filter .errorlist)")?.focus();
const announced = byId("announce")?.innerText.trim();
if (announced) requestAnimationFrame(() => { byId("said").textContent = announced; });
