// Closing the mark form, without asking the server; where the form is the page, it is left by its link.

import { byId } from "./page.js";
import { isRedrawing, underWay } from "./redraws.js";
import { stopWaiting } from "./retries.js";
import { goToRows } from "./rows.js";

export const formPage = () => document.querySelector("#main:has(> .mark-form)");

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
});

// What Escape leaves: a form, or the fields that filter the queue. True where there was something.
export const leave = (place) => {
  if (place.closest("dialog")) return false;
  if (place.closest("#queue-filter")) { goToRows(); return true; }
  const form = place.closest("form[data-closes]");
  if (form && close(form)) return true;
  const page = formPage();
  if (page) page.querySelector("[data-close]").click();
  return Boolean(page);
};
