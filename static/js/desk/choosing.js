// Claims chosen for something to be done to all of them. The choice outlives a swap as far as it is still shown.

import { answered } from "./focus.js";
import { byId } from "./page.js";
import { current } from "./rows.js";
import { noteSent, sentByKey } from "./sent-by-key.js";

export let chosen = new Set();
export const boxes = () => [...document.querySelectorAll(".row-choice")];

export const noteChosen = () => {
  chosen = new Set(boxes().filter((box) => box.checked).map((box) => box.value));
  const count = byId("chosen-count");
  if (count) count.textContent = chosen.size || "";
  // What has the focus is not scrolled to below the bar.
  const bar = byId("bulk");
  const lies = bar && getComputedStyle(bar).position === "sticky" ? bar.offsetHeight : 0;
  document.documentElement.style.scrollPaddingBlockEnd = lies ? `${lies}px` : "";
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

export const forgetKey = (form) => {
  if (form.id !== sentByKey?.form) return;
  unchoose();
  noteSent(null);
};

document.addEventListener("htmx:afterSwap", () => {
  if (answered === sentByKey?.form) unchoose();
  chooseAgain();
});
document.addEventListener("htmx:oobAfterSwap", chooseAgain);
document.addEventListener("htmx:historyRestore", noteChosen);
document.addEventListener("change", ({ target }) => { if (target.matches(".row-choice")) noteChosen(); });

export const choose = (row) => {
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

noteChosen();
