// Failures: said, with everything typed left in place. A form's token makes sending it again harmless.

import { forgetKey } from "./choosing.js";
import { announce, asksByItself, byId, contents } from "./page.js";

const MOST_RETRIES = 6;
const retries = new WeakMap();
// Timers by form; one that is drawn anew is still the same form.
const waiting = new Map();
const keyOf = (form) => form.id || form;

// What each request of a form sent, to see whether it still is what the form says.
const sent = new WeakMap();

export const stopWaiting = (form) => {
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
