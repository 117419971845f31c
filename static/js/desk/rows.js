// The rows of the queue: which of them one is at, and going from one to the next.

import { head } from "./focus.js";

export const rows = () => [...document.querySelectorAll(".queue-row")];
// A row that the server drew anew has the focus, but not the class.
export const current = () => document.querySelector(".queue-row.current") ?? document.activeElement?.closest(".queue-row");

const makeCurrent = (row) => {
  for (const other of document.querySelectorAll(".queue-row.current")) other.classList.remove("current");
  row.classList.add("current");
};

export const move = (step) => {
  const all = rows();
  const at = all.indexOf(current());
  const next = all[at < 0 ? 0 : Math.min(Math.max(at + step, 0), all.length - 1)];
  if (next) goTo(next);
};

export const goToRows = () => {
  const row = current() ?? rows()[0];
  if (row) goTo(row);
  else head().focus();
};

export const goTo = (row) => {
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

document.addEventListener("focusin", ({ target }) => {
  const row = target.closest(".queue-row");
  if (row) makeCurrent(row);
});
