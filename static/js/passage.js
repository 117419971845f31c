// An article at the desk: what is selected in its text becomes the passage of the form beside it.
//
// Without this file the words are pasted into the form and the server finds them. With it the form also carries where
// they stand, in UTF-16 units from the beginning of the text, as the browser counts; the server converts and checks.
// Mouse, touch and keyboard all make an ordinary selection; the keyboard does so sentence by sentence, with the
// sentences that the server found.
(() => {
  "use strict";

  const SETTLED = 250; // milliseconds without a change before a selection is taken
  const LONGEST_SAID = 400; // characters of a selection that are announced
  let waiting = 0;

  const byId = (id) => document.getElementById(id);
  const text = () => byId("article-text");
  const form = () => document.querySelector("form:has([name=passage])");
  const paragraphs = () => [...document.querySelectorAll("#article-text p[data-start]")];
  const startOf = (paragraph) => Number(paragraph.dataset.start);

  // From a selection to places in the text

  // The part of `paragraph` that `range` covers, in units from its beginning; null where it covers nothing of it.
  function covered(paragraph, range) {
    if (!range.intersectsNode(paragraph)) return null;
    const length = paragraph.textContent.length;
    const from = paragraph.contains(range.startContainer) ? unitsBefore(paragraph, range.startContainer, range.startOffset) : 0;
    const to = paragraph.contains(range.endContainer) ? unitsBefore(paragraph, range.endContainer, range.endOffset) : length;
    return from < to ? { paragraph, from, to } : null;
  }

  function unitsBefore(paragraph, node, offset) {
    const before = document.createRange();
    before.setStart(paragraph, 0);
    before.setEnd(node, offset);
    return before.toString().length;
  }

  // What the range means in the text: its words, and where they start and end. Null where it means nothing.
  function chosen(range) {
    const parts = paragraphs().map((paragraph) => covered(paragraph, range)).filter(Boolean);
    if (!parts.length) return null;
    const words = parts.map(({ paragraph, from, to }) => paragraph.textContent.slice(from, to)).join("\n\n");
    const first = parts[0];
    const last = parts[parts.length - 1];
    const start = startOf(first.paragraph) + first.from + (words.length - words.trimStart().length);
    const end = startOf(last.paragraph) + last.to - (words.length - words.trimEnd().length);
    return words.trim() ? { words: words.trim(), start, end } : null;
  }

  function selected() {
    const selection = document.getSelection();
    if (!selection.rangeCount || selection.isCollapsed) return null;
    const range = selection.getRangeAt(0);
    const passage = chosen(range);
    return passage && { ...passage, range };
  }

  function take() {
    const fields = form()?.elements;
    const passage = selected();
    showBar(passage);
    if (!fields?.passage || !passage) return;
    if (passage.words === fields.passage.value && String(passage.start) === fields.start.value) return;
    fields.passage.value = passage.words;
    fields.start.value = passage.start;
    fields.end.value = passage.end;
    // Said to what keeps what is typed; not as `input`, which is words typed over.
    for (const field of [fields.passage, fields.start, fields.end]) field.dispatchEvent(new Event("change", { bubbles: true }));
    keepVisible(passage.range);
    const field = form().querySelector("[data-taken]");
    const status = field?.querySelector("[role=status]");
    if (status && document.activeElement !== text()) status.textContent = field.dataset.taken;
  }

  // The selection goes when the form gets the focus; this keeps it marked, where the browser can.
  function keepVisible(range) {
    if (globalThis.CSS?.highlights) CSS.highlights.set("taken", new Highlight(range.cloneRange()));
  }

  // On to the claim that these words carry.
  function use() {
    clearTimeout(waiting);
    take();
    const panel = byId("panel");
    const next = panel?.querySelector("[name=claim]:checked:not([value=''])") ?? panel?.querySelector("[name=statement]");
    if (!form()?.elements.passage.value || !next) return;
    document.getSelection().removeAllRanges();
    showBar(null);
    panel.scrollIntoView({ block: "start" });
    next.focus({ preventScroll: panel.getBoundingClientRect().top >= 0 && next.getBoundingClientRect().bottom < innerHeight });
  }

  // Where the form is not beside the text, a bar at the foot of the window leads to it.
  function showBar(passage) {
    const bar = byId("selection-bar");
    if (!bar || bar.hidden === !passage && !passage) return;
    bar.hidden = !passage;
    if (passage) bar.querySelector(".selection-words").textContent = passage.words;
  }

  // From places in the text to a selection

  const sentencesIn = (paragraph) => paragraph.dataset.sentences.split(" ").filter(Boolean).map((pair) => {
    const [from, to] = pair.split("-").map(Number);
    return { start: startOf(paragraph) + from, end: startOf(paragraph) + to };
  });
  const sentences = () => paragraphs().flatMap(sentencesIn);

  // The words of the text as places. Asked of the browser, which knows scripts that write none apart.
  function wordsIn(paragraph) {
    const words = paragraph.textContent;
    if (!globalThis.Intl?.Segmenter) return [...words.matchAll(/\S+/g)].map((found) => at(paragraph, found.index, found[0].length));
    const segments = new Intl.Segmenter(text().lang || undefined, { granularity: "word" }).segment(words);
    return [...segments].filter((one) => one.isWordLike).map((one) => at(paragraph, one.index, one.segment.length));
  }
  const at = (paragraph, from, length) => ({ start: startOf(paragraph) + from, end: startOf(paragraph) + from + length });
  const wordsNear = (place) => {
    const all = paragraphs();
    const here = all.findLastIndex((paragraph) => startOf(paragraph) <= place);
    return all.slice(Math.max(0, here - 1), here + 2).flatMap(wordsIn);
  };

  // Where in the document the character `place` is; `isEnd`: right after the one before it.
  function point(place, isEnd) {
    const paragraph = paragraphs().findLast((one) => startOf(one) < place || (!isEnd && startOf(one) === place));
    const walker = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
    let left = place - startOf(paragraph);
    let node = walker.nextNode();
    while (node && (left > node.length || (!isEnd && left === node.length))) {
      left -= node.length;
      node = walker.nextNode();
    }
    return node ? [node, left] : [paragraph, paragraph.childNodes.length];
  }

  function select({ start, end }) {
    const from = point(start, false);
    const to = point(end, true);
    document.getSelection().setBaseAndExtent(...from, ...to);
    to[0].parentElement.closest("p").scrollIntoView({ block: "nearest" });
    const passage = selected();
    if (passage) byId("text-said").textContent = passage.words.slice(0, LONGEST_SAID);
  }

  // Choosing by keyboard. `current` is what is chosen, as places in the text; it outlives the selection itself.
  let current = null;

  const isRightToLeft = () => {
    const paragraph = current && paragraphs().findLast((one) => startOf(one) <= current.start);
    return Boolean(paragraph) && getComputedStyle(paragraph).direction === "rtl";
  };

  const moves = {
    next: (all) => all.find((one) => one.start > current.start) ?? all.at(-1),
    previous: (all) => all.findLast((one) => one.start < current.start) ?? all[0],
    first: (all) => all[0],
    last: (all) => all.at(-1),
    nextParagraph: (all) => {
      const paragraph = paragraphs().find((one) => startOf(one) > current.start);
      return paragraph ? sentencesIn(paragraph)[0] ?? current : all.at(-1);
    },
    previousParagraph: (all) => {
      const paragraph = paragraphs().findLast((one) => startOf(one) + one.textContent.length < current.start);
      return paragraph ? sentencesIn(paragraph)[0] ?? current : all[0];
    },
    oneMore: (all) => ({ start: current.start, end: all.find((one) => one.end > current.end)?.end ?? current.end }),
    oneLess: (all) => ({ start: current.start, end: all.findLast((one) => one.end < current.end && one.end > current.start)?.end ?? current.end }),
    startOff: () => ({ start: wordsNear(current.start).find((word) => word.start > current.start && word.start < current.end)?.start ?? current.start, end: current.end }),
    startOn: () => ({ start: wordsNear(current.start).findLast((word) => word.start < current.start)?.start ?? current.start, end: current.end }),
    endOn: () => ({ start: current.start, end: wordsNear(current.end).find((word) => word.end > current.end)?.end ?? current.end }),
    endOff: () => ({ start: current.start, end: wordsNear(current.end).findLast((word) => word.end < current.end && word.end > current.start)?.end ?? current.end }),
  };

  function moveFor(event) {
    const sideways = { ArrowLeft: -1, ArrowRight: 1 }[event.key] * (isRightToLeft() ? -1 : 1);
    if (sideways) return event.shiftKey ? (sideways > 0 ? "endOn" : "endOff") : (sideways > 0 ? "startOff" : "startOn");
    if (event.shiftKey) return { ArrowDown: "oneMore", ArrowUp: "oneLess" }[event.key];
    return {
      ArrowDown: "next", ArrowUp: "previous", Home: "first", End: "last", PageDown: "nextParagraph", PageUp: "previousParagraph",
    }[event.key];
  }

  function choose(move) {
    const all = sentences();
    if (!all.length) return;
    // What was selected in another way is gone on from.
    const already = selected();
    if (already) current = { start: already.start, end: already.end };
    const isFresh = !current || current.end > all.at(-1).end || !already && !["next", "previous"].includes(move);
    current = isFresh && move !== "last" ? sentenceAt(current, all) : moves[move](all);
    select(current);
  }

  const sentenceAt = (place, all) => (place && all.find((one) => one.end > place.start)) || all[0];

  // The sentences that the selection touches, whole.
  function chooseWholeSentences() {
    const passage = selected();
    if (!passage) return;
    const touched = sentences().filter((one) => one.start < passage.end && one.end > passage.start);
    if (!touched.length) return;
    current = { start: touched[0].start, end: touched.at(-1).end };
    select(current);
    take();
  }

  document.addEventListener("keydown", (event) => {
    if (event.target !== text() || event.ctrlKey || event.metaKey || event.altKey) return;
    const move = moveFor(event);
    if (move) choose(move);
    else if (event.key === "Enter" || event.key === " ") use();
    else if (event.key === "Escape") { document.getSelection().removeAllRanges(); showBar(null); }
    else return;
    event.preventDefault();
  });

  // Screen readers hand over the arrow keys where an application has the focus: only from the button until it leaves.
  document.addEventListener("click", ({ target }) => {
    if (target.closest("[data-use-words]")) use();
    if (target.closest("[data-whole-sentences]")) chooseWholeSentences();
    if (!target.closest("[data-choose-sentences]")) return;
    const article = text();
    const label = article.getAttribute("aria-label");
    article.setAttribute("role", "application");
    article.setAttribute("aria-label", article.dataset.bySentence);
    article.addEventListener("blur", () => { article.removeAttribute("role"); article.setAttribute("aria-label", label); }, { once: true });
    article.focus();
    choose("next");
  });

  // A press on the bar must not take the selection away that it is about.
  document.addEventListener("pointerdown", (event) => {
    if (event.target.closest("#selection-bar")) event.preventDefault();
  });

  // Mouse, keyboard and touch alike end up here.
  document.addEventListener("selectionchange", () => {
    clearTimeout(waiting);
    waiting = setTimeout(take, SETTLED);
  });

  // Enter in a line of the panel saves a draft. The claim is one sentence: a line, too, unless Shift breaks it.
  document.addEventListener("keydown", (event) => {
    const own = event.target.form;
    if (event.key !== "Enter" || event.ctrlKey || event.metaKey || event.isComposing || event.defaultPrevented || !own) return;
    const isClaim = event.target.matches("[name=statement]") && !event.shiftKey;
    const isLine = event.target.matches("input:not([type=search])") || isClaim;
    const button = isLine && own.querySelector("[data-on-enter]");
    if (!button) return;
    event.preventDefault();
    button.click(); // and not requestSubmit: HTMX sends along the name of the button that was clicked
  });

  // Words typed over are no longer what was selected; words that were put back, with their places, still are.
  document.addEventListener("input", ({ target, isTrusted }) => {
    if (!isTrusted || target.name !== "passage" || !target.form?.elements.start) return;
    target.form.elements.start.value = "";
    target.form.elements.end.value = "";
  });

  // Of passages that overlap, the one whose note is pointed at or has the focus is shown whole.
  function showWhole(note) {
    for (const mark of document.querySelectorAll(".passage-mark")) {
      mark.classList.toggle("current", Boolean(note) && mark.dataset.passages.split(" ").includes(note.dataset.passage));
    }
  }
  for (const name of ["pointerover", "focusin"]) {
    document.addEventListener(name, ({ target }) => showWhole(target.closest?.(".passage-note")));
  }

  // After saving, the text is new and nothing is selected in it.
  document.addEventListener("htmx:afterSwap", (event) => {
    if (event.detail.target?.id === "panel" && globalThis.CSS?.highlights && !form()?.elements.passage?.value) {
      CSS.highlights.delete("taken");
    }
  });
})();
