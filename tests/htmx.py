"""Applying what HTMX would swap, without a browser: the page afterwards must equal a fresh load of it.

Only whole elements with an id are swapped here, as the desk does: the target by `hx-target`, others by `hx-swap-oob`.
"""

from html.parser import HTMLParser
from typing import Any

from django.test import Client

VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "path", "source", "track", "wbr"]
)


class Node:
    """An element; its children are elements and texts."""

    def __init__(self, tag: str, attributes: dict[str, str | None]) -> None:
        self.tag, self.attributes = tag, attributes
        self.children: list[Node | str] = []

    def find(self, id: str) -> "Node | None":
        if self.attributes.get("id") == id:
            return self
        found = (child.find(id) for child in self.children if isinstance(child, Node))
        return next((node for node in found if node), None)

    def replace(self, id: str, new: "Node") -> bool:
        """Put `new` in the place of the element with this id. False where there is none."""
        for place, child in enumerate(self.children):
            if isinstance(child, Node):
                if child.attributes.get("id") == id:
                    self.children[place] = new
                    return True
                if child.replace(id, new):
                    return True
        return False

    def text(self) -> str:
        """What it says, with what its controls hold; one-time tokens left out, as they differ each time."""
        parts = [child if isinstance(child, str) else child.text() for child in self.children]
        shown = {name: self.attributes.get(name) for name in ("href", "action", "class", "aria-current", "checked")}
        if self.tag == "input" and self.attributes.get("name") not in {"once", "csrfmiddlewaretoken"}:
            shown["value"] = self.attributes.get("value")
        said = "".join(f" {name}={value}" for name, value in shown.items() if value)
        return f"<{self.tag}{said}>{' '.join(' '.join(parts).split())}"


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.root = Node("root", {})
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node = Node(tag, dict(attrs))
        self.open[-1].children.append(node)
        if tag not in VOID:
            self.open.append(node)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open[-1].children.append(Node(tag, dict(attrs)))

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


def apply(page: Node, response: Any, *, target: str = "") -> Node:
    """`page` after the swaps that `response` asks for; the rest of it replaces the element with the id `target`."""
    target = target if response.headers.get("HX-Reswap") != "none" else ""
    for node in parse(response.content.decode()).children:
        if not isinstance(node, Node):
            continue
        swap, id = node.attributes.get("hx-swap-oob"), node.attributes.get("id") or ""
        place = page.find(id)
        if swap == "innerHTML" and place:
            place.children = node.children
        elif swap:
            page.replace(id, node)
        elif target:
            assert page.replace(target, node), f"no element has the id {target}"
    return page


def headers(page: str) -> dict[str, str]:
    """What HTMX sends along from the page at this path."""
    return {"HX-Request": "true", "HX-Current-URL": f"http://testserver{page}"}


def load(client: Client, path: str) -> Node:
    return parse(client.get(path).content.decode())


def template_of(response: Any) -> str:
    """The template, or the part of one, that a view answered with."""
    return str(response.template_name)
