// The page of the queue: where one comes back to, what is said of its list, and its filters.

import { wentOn } from "./focus.js";
import { asksByItself, byId, isLost } from "./page.js";
import { goToRows, rows } from "./rows.js";

// Who comes back from a claim goes on at its row, where the browser keeps anything for this site.

const PLACE = "onrecord-place";
const notePlace = (row) => {
  try { sessionStorage.setItem(PLACE, JSON.stringify([location.href, row.id])); } catch { /* It keeps nothing. */ }
};
const notedPlace = () => {
  try { return JSON.parse(sessionStorage.getItem(PLACE)) ?? []; } catch { return []; }
};

document.addEventListener("click", ({ target }) => {
  const row = target.closest("a.statement")?.closest(".queue-row");
  if (row) notePlace(row);
});

if (performance.getEntriesByType("navigation")[0]?.type === "back_forward" && isLost()) {
  const [address, id] = notedPlace();
  if (address === location.href) byId(id)?.focus();
}

// A list that is gone back to is said as one that was asked for.
document.addEventListener("htmx:afterSettle", ({ detail }) => {
  if (detail.requestConfig && asksByItself(detail.requestConfig)) return;
  const body = byId("queue-body");
  const said = byId("said");
  if (body && said && detail.elt === body) said.textContent = body.dataset.said;
});

document.addEventListener("htmx:historyRestore", () => {
  const body = byId("queue-body");
  if (body) requestAnimationFrame(() => { byId("said").textContent = body.dataset.said; });
});

// Who sent a filter goes on to what it found, unless they typed on.
let isFiltered = false;
document.addEventListener("submit", ({ target }) => { if (target.id === "queue-filter") isFiltered = true; });
document.addEventListener("input", ({ target }) => { if (target.closest("#queue-filter")) isFiltered = false; });
document.addEventListener("htmx:afterSettle", ({ detail }) => {
  const isFound = detail.requestConfig?.elt.id === "queue-filter" && detail.xhr.status < 400 && rows().length;
  if (isFound && isFiltered && !wentOn()) goToRows();
});

// Filters are folded up where there is little room for them, unless they narrow what is shown.

const isWide = matchMedia("(width >= 48rem)");
const foldFilters = () => {
  const fold = byId("filter-fold");
  if (fold) fold.open = isWide.matches || document.querySelector(".narrowed-by, #queue-body .error-summary") !== null;
};
foldFilters();
isWide.addEventListener("change", foldFilters);
document.addEventListener("htmx:historyRestore", foldFilters);
