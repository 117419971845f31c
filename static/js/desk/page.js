// What every part of the desk's script needs of its page.

export const byId = (id) => document.getElementById(id);
document.documentElement.classList.add("with-script");

// A page that answers a refused form stands at the form's address. By its own, parts of it are asked for, and it can be
// loaded again.
const own = document.querySelector("meta[name=own-address]")?.content;
if (own && new URL(own, location).pathname !== location.pathname) history.replaceState(null, "", own);

// Words come from the page, so that they are translated with it.
export const announce = (template) => {
  const words = byId(template);
  if (words) byId("announce").replaceChildren(words.content.cloneNode(true));
};

// All that a form would send, to see whether it still is what was sent.
export const contents = (form) => new URLSearchParams(new FormData(form)).toString();

// What a page asks by itself must neither take an editor away from what they are typing nor speak of what they sent.
export const asksByItself = ({ elt }) => elt.matches?.("[data-quiet]") ?? false;

export const isLost = () => document.activeElement === document.body || document.activeElement === null;
