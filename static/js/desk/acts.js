// What the keys do to claims: mark them, undo a mark, take them on, begin a response.

import { boxes, chosen, noteChosen } from "./choosing.js";
import { formPage } from "./closing.js";
import { announce, byId } from "./page.js";
import { underWay } from "./redraws.js";
import { current, goTo, rows } from "./rows.js";
import { noteSent, sentByKey } from "./sent-by-key.js";

// What a key is for, where there is something: a claim that one is at, or the claim whose page it is, or whose mark form
// is the page. Said where not.
export const claimAtHand = () => {
  const place = current() ?? byId("claim-page") ?? formPage();
  if (!place && rows().length) announce("words-no-claim");
  return place;
};

export const mark = (status) => {
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
export const undo = () => {
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
    noteSent({ form: form.id, goBackTo: `#${document.activeElement?.id || "claim-status"}` });
    form.requestSubmit();
  } else if (claimAtHand() && byId("claim-assignment")) announce("words-yours");
};

// As the page itself offers it, of its claim or article; in the queue of the claim one is at.
export const respond = () => {
  const offered = document.querySelector('[data-key="r"]');
  const claim = offered ? null : claimAtHand()?.querySelector(".row-choice")?.value;
  if (offered) offered.click();
  else if (claim) location.assign(`${document.querySelector("[data-new-response]").href}?claim=${claim}`);
};

// On a claim's page that claim; in the queue what is chosen, or else the claim one is at, or those it was asked for
// while it was under way for others.
const takenMeanwhile = new Set();

export const takeOn = (at) => {
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
  noteSent({ form: "bulk", goBackTo: row ? `#${row.id}` : null, isChosenForThisAlone });
  byId("bulk-assign").click();
};

document.addEventListener("htmx:afterRequest", ({ detail }) => {
  if (detail.requestConfig.elt.id === "bulk" && takenMeanwhile.size) takeOn();
});
