// Forms that are drawn anew while somebody is at them.

import { byId } from "./page.js";

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

export const underWay = new WeakMap();
export const isRedrawing = (form) => Boolean(underWay.get(form)?.parameters.redraw);

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
