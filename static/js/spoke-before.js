// What a speaker was when last on record, filled in where nothing is typed. The part of the page that says who is on
// record brings it (templates/desk/response_new.html): `data-fill-role` and so on, by the name of a field.
//
// What was filled in and left as it was goes again with another speaker: nobody gets the role of somebody else.
(() => {
  "use strict";

  const FIELDS = ["role", "body", "short_form"];

  const fill = (field, value) => {
    if (field.value !== (field.dataset.filled ?? "") || field.value === value) return;
    field.value = value;
    field.dataset.filled = value;
    // "chosen": no list of names opens for what nobody types.
    field.dispatchEvent(new CustomEvent("input", { bubbles: true, detail: { chosen: true } }));
  };

  document.addEventListener("htmx:oobAfterSwap", ({ detail: { target } }) => {
    const form = target.id === "speaker-said" ? target.closest("form") : null;
    if (!form) return;
    const brought = target.querySelector("span");
    for (const name of FIELDS) {
      const field = form.elements[name];
      // Not under the hands of whoever went on to it.
      if (field && field !== document.activeElement) fill(field, brought?.getAttribute(`data-fill-${name}`) ?? "");
    }
  });
})();
