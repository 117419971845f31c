"""What HTMX does, without a browser: a page whose buttons can be pressed, and which must equal a fresh load afterwards.

What is sent, where the answer goes and how it is put there is read from the attributes of the page, as HTMX reads them.
"""

from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any, Self

from django.test import Client

VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "path", "source", "track", "wbr"]
)
#: Different each time a page is drawn.
TOKENS = frozenset(["once", "csrfmiddlewaretoken"])
#: Answers that HTMX puts into the page: `htmx-config` in `desk/base.html`.
SWAPPED = frozenset([200, 201, 409, 422])


class Node:
    """An element; its children are elements and texts."""

    def __init__(self, tag: str, attributes: dict[str, str | None], parent: "Node | None" = None) -> None:
        self.tag, self.attributes, self.parent = tag, attributes, parent
        self.children: list[Node | str] = []

    def get(self, name: str) -> str:
        return self.attributes.get(name) or ""

    def nodes(self) -> Iterator["Node"]:
        """This element and all in it, in order."""
        yield self
        for child in self.children:
            if isinstance(child, Node):
                yield from child.nodes()

    def find(self, id: str) -> "Node | None":
        return next((node for node in self.nodes() if node.get("id") == id), None)

    def the(self, id: str) -> "Node":
        """The one element with this id. Fails where there is none, or more than one."""
        found = [node for node in self.nodes() if node.get("id") == id]
        assert len(found) == 1, f"{len(found)} elements have the id {id}"
        return found[0]

    def above(self) -> Iterator["Node"]:
        """This element, and those it is in, from the inside out."""
        node: Node | None = self
        while node:
            yield node
            node = node.parent

    def inherited(self, name: str) -> str:
        """An attribute of HTMX: the element's own, or that of the nearest element above which hands it down."""
        for node in self.above():
            if node is not self and "hx-disinherit" in node.attributes:
                return ""
            if name in node.attributes:
                return node.get(name)
        return ""

    def put(self, children: "list[Node | str]") -> None:
        """Let `children` be what is in this element."""
        self.children = children
        for child in children:
            if isinstance(child, Node):
                child.parent = self

    def become(self, nodes: "list[Node | str]") -> None:
        """Put `nodes` into the place of this element."""
        assert self.parent
        place = self.parent.children.index(self)
        self.parent.put([*self.parent.children[:place], *nodes, *self.parent.children[place + 1 :]])

    def text(self) -> str:
        """What it says, with every attribute but where the focus goes; one-time tokens differ, and are left out."""
        parts = [child if isinstance(child, str) else child.text() for child in self.children]
        hidden = {"autofocus", "value"} if self.get("name") in TOKENS else {"autofocus"}
        said = "".join(f" {name}={value}" for name, value in sorted(self.attributes.items()) if name not in hidden)
        return f"<{self.tag}{said}>{' '.join(' '.join(parts).split())}"

    def words(self) -> str:
        """What it says, without its elements."""
        parts = [child if isinstance(child, str) else child.words() for child in self.children]
        return " ".join(" ".join(parts).split())


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.root = Node("root", {})
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node = Node(tag, dict(attrs), self.open[-1])
        self.open[-1].children.append(node)
        if tag not in VOID:
            self.open.append(node)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open[-1].children.append(Node(tag, dict(attrs), self.open[-1]))

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self.open.pop().tag == tag, f"</{tag}> closes something else"

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


def parse(html: str) -> Node:
    """The elements of a page or fragment. Fails where they are not closed in order."""
    builder = _Builder()
    builder.feed(html)
    assert builder.open == [builder.root], f"<{builder.open[-1].tag}> is not closed"
    return builder.root


class Page:
    """A page of the desk in front of somebody."""

    def __init__(self, client: Client, path: str) -> None:
        self.client, self.path = client, path
        self.root = load(client, path)

    @property
    def title(self) -> Node:
        """The title of the document."""
        return title_of(self.root)

    def button(self, words: str) -> Node:
        """The one button that says `words`."""
        found = [node for node in self.root.nodes() if node.tag == "button" and node.words() == words]
        assert len(found) == 1, f"{len(found)} buttons say {words}"
        return found[0]

    def press(self, what: str | Node, **typed: Any) -> Any:
        """Use a link, button, form or field, after `typed` was typed or chosen; returns the answer."""
        pressed = self.root.the(what) if isinstance(what, str) else what
        sender = pressed
        if pressed.tag == "button":
            sender = self.root.the(pressed.get("form")) if pressed.get("form") else _form(pressed)
        elif "hx-get" not in pressed.attributes and "hx-post" not in pressed.attributes:
            sender = next(
                node for node in pressed.above() if "hx-get" in node.attributes or "hx-post" in node.attributes
            )
        verb = "post" if "hx-post" in sender.attributes else "get"
        sent: dict[str, Any] = {}
        if verb == "post" or sender.tag == "form":
            sent |= self.values(_form(sender)) if any(node.tag == "form" for node in sender.above()) else {}
        # Of a button that stands outside its form HTMX takes the name only where it says that it sends one.
        is_seen = not pressed.get("form") or pressed.get("type") == "submit"
        if pressed is not sender and pressed.get("name") and pressed.tag == "button" and is_seen:
            sent[pressed.get("name")] = pressed.get("value")
        if "hx-vals" in sender.attributes:
            sent["redraw"] = "1"
        sent |= typed
        answer = getattr(self.client, verb)(sender.get(f"hx-{verb}"), sent, headers=headers(self.path))
        self.take(answer, sender)
        return answer

    def values(self, form: Node) -> dict[str, list[str]]:
        """What a form sends: its fields, and those elsewhere that say they belong to it."""
        values: dict[str, list[str]] = {}
        for field in self.root.nodes():
            is_own = field.get("form") == form.get("id") if "form" in field.attributes else form in field.above()
            if not is_own or not field.get("name") or "disabled" in field.attributes:
                continue
            if field.tag == "input" and (
                field.get("type") not in {"checkbox", "radio"} or "checked" in field.attributes
            ):
                values.setdefault(field.get("name"), []).append(field.get("value"))
            elif field.tag == "textarea":
                values.setdefault(field.get("name"), []).append(field.words())
            elif field.tag == "select":
                options = [node for node in field.nodes() if node.tag == "option"]
                chosen = [node for node in options if "selected" in node.attributes] or options[:1]
                values.setdefault(field.get("name"), []).extend(node.get("value") for node in chosen)
        return values

    def take(self, answer: Any, sender: Node) -> Self:
        """Put an answer to what `sender` sent where the page and the answer say it belongs."""
        if answer.status_code not in SWAPPED:
            return self
        asked = sender.inherited("hx-target")
        target = sender if asked in {"", "this"} else self.root.the(asked.removeprefix("#"))
        how = answer.headers.get("HX-Reswap") or sender.inherited("hx-swap") or "innerHTML"
        rest: list[Node | str] = []
        for node in parse(answer.content.decode()).children:
            if isinstance(node, Node) and node.tag == "title":
                self.title.put(node.children)
                continue
            if isinstance(node, str) or "hx-swap-oob" not in node.attributes:
                rest.append(node)
                continue
            oob = node.attributes.pop("hx-swap-oob")
            place = self.root.find(node.get("id"))
            if place and oob == "innerHTML":
                place.put(node.children)
            elif place:
                place.become([node])
        match how:
            case "outerHTML":
                target.become(rest)
            case "innerHTML":
                target.put(rest)
            case _:
                assert how == "none", f"hx-swap={how} is not known here"
        self.path = answer.headers.get("HX-Push-Url", self.path)
        return self

    def is_as_loaded(self) -> bool:
        """Whether all of it, its title too, but what was just announced, is what a fresh load of it shows."""
        fresh = load(self.client, self.path)
        return self.title.words() == title_of(fresh).words() and all(
            self.root.the(id).text() == fresh.the(id).text() for id in ("desk-nav", "main")
        )


def _form(node: Node) -> Node:
    """The form that a field or button stands in."""
    return next(one for one in node.above() if one.tag == "form")


def title_of(root: Node) -> Node:
    """The title of a document; its pictures have titles as well."""
    return next(node for node in root.nodes() if node.tag == "title")


def headers(page: str) -> dict[str, str]:
    """What HTMX sends along from the page at this path."""
    return {"HX-Request": "true", "HX-Current-URL": f"http://testserver{page}"}


def load(client: Client, path: str) -> Node:
    return parse(client.get(path).content.decode())


def template_of(response: Any) -> str:
    """The template, or the part of one, that a view answered with."""
    return str(response.template_name)
