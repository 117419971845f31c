// Forms that a whole page answers. Before one is sent the server is asked whether it is there: the browser's own page of
// an error would have nothing of what was typed, and would not try again.

import { announce, contents } from "./page.js";

const PATIENCE = 4000; // milliseconds after which a server that does not answer is left to the browser
const AGAIN = 5000; // milliseconds until it is asked again
const MOST = 60;

const address = document.querySelector("meta[name=site-health]")?.content;
const isReached = async () => {
  try { await fetch(address, { method: "HEAD", cache: "no-store", signal: AbortSignal.timeout(PATIENCE) }); } catch (error) {
    return error.name === "TimeoutError";
  }
  return true;
};

const pause = () => new Promise((done) => { setTimeout(done, AGAIN); });

// Forms for which it is being asked, and the one that is on its way.
const asking = new WeakSet();
let leaving = null;

const send = async (form, submitter) => {
  const was = contents(form);
  for (let times = 1; !await isReached(); times += 1) {
    if (times === MOST) { announce("words-failed"); return; }
    announce("words-unreachable");
    await pause();
    // Typed into meanwhile, it is no longer what was sent: that is for the editor to look at.
    if (contents(form) !== was) { announce("words-not-sent"); return; }
  }
  leaving = form;
  try { press(form, submitter); } finally { leaving = null; }
};

// A button that stood in the form only while it was pressed is gone by now: what it says is sent all the same.
const press = (form, submitter) => {
  if (!submitter || submitter.form === form) { form.requestSubmit(submitter); return; }
  const said = Object.assign(document.createElement("input"), { type: "hidden", name: submitter.name, value: submitter.value });
  form.append(said);
  form.requestSubmit();
  said.remove();
};

document.addEventListener("submit", (event) => {
  const { target: form, submitter } = event;
  if (event.defaultPrevented || form === leaving || !form.matches("#main form[method=post]:not([hx-post])")) return;
  event.preventDefault();
  if (asking.has(form)) return;
  asking.add(form);
  send(form, submitter).finally(() => asking.delete(form));
});
