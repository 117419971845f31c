// How many characters a field has of those it takes: shown beside it, and said only where it gets tight.
(() => {
  "use strict";

  const PAUSE = 800; // milliseconds without a key before what is left is said
  const NEAR = 0.1; // of all it takes

  // As the server counts: whole characters, none around the text, and two for the end of a line.
  const lengthOf = (text) => [...text.trim().replace(/\n/g, "\r\n")].length;
  const countOf = (field) => document.getElementById(`${field.id}_count`);

  // Shows it; true where it is to be said as well.
  const show = (field) => {
    const count = countOf(field);
    const length = lengthOf(field.value);
    const left = count.dataset.most - length;
    const isNear = left <= count.dataset.most * NEAR;
    const [words, number] = left < 0 ? ["over", -left] : isNear ? ["left", left] : [length ? "of" : "empty", length];
    count.dataset.empty ??= count.textContent;
    count.textContent = count.dataset[words].replace("{count}", number);
    count.classList.toggle("is-near", isNear);
    count.classList.toggle("is-over", left < 0);
    return isNear;
  };

  let timer = null;

  document.addEventListener("input", ({ target }) => {
    if (!target.matches("textarea") || !countOf(target)) return;
    clearTimeout(timer);
    if (!show(target)) return;
    timer = setTimeout(() => { document.getElementById("said").textContent = countOf(target)?.textContent ?? ""; }, PAUSE);
  });

  const showAll = (place) => {
    for (const count of place.querySelectorAll(".count")) show(document.getElementById(count.id.replace(/_count$/, "")));
  };
  document.addEventListener("htmx:load", ({ detail }) => showAll(detail.elt));
  showAll(document);
})();
