"""Many addresses of one text, a line each."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..models import Article, Outlet
from ..models.fields import check_address, page_address, written_otherwise
from .base import DeskForm
from .fields import NamedField

MOST_COPIES = 100
_LONGEST_ADDRESS = 1000
#: What may stand between an address and a name. An address may end with a dash of its own.
_AFTER_ADDRESS = ",;|"
_AROUND_NAME = f" \t{_AFTER_ADDRESS}–—-"


@dataclass(frozen=True, kw_only=True)
class CopyLine:
    """A line as typed: its number, the address, and the outlet, which may be new and not saved yet.

    `article` is the one on record of that address, which becomes a copy and keeps its own outlet.
    """

    number: int
    url: str
    outlet: Outlet | None
    article: Article | None = None


class CopiesForm(DeskForm):
    """Addresses of copies of an article's text. Gives `copies`, a list of `CopyLine`."""

    addresses = forms.CharField(
        label=gettext_lazy("Addresses"),
        widget=forms.Textarea(attrs={"rows": 8, "dir": "auto", "spellcheck": "false"}),
        help_text=gettext_lazy(
            "One a line, with the outlet after it if you like: https://gazette.example/story The Gazette. "
            "Left out, the outlet is the one on record whose site it is, else unknown."
        ),
    )

    known = forms.BooleanField(label=gettext_lazy("Make copies of those on record already, too"), required=False)
    field_order = ("known", "addresses")

    def __init__(self, *args: Any, original: Article, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.original = original

    @property
    def asks_about_known(self) -> bool:
        """Whether an address is on record already, so that the editor says whether that article is a copy."""
        return bool(self["known"].value()) or self.has_error("addresses", "on_record")

    def clean_addresses(self) -> str:
        """What was typed. Raises ValidationError with a sentence for each line that cannot be taken."""
        typed: str = self.cleaned_data["addresses"]
        lines = [(number, line.strip()) for number, line in enumerate(typed.splitlines(), start=1) if line.strip()]
        if len(lines) > MOST_COPIES:
            raise ValidationError(_("These are more than %(count)d at once.") % {"count": MOST_COPIES})
        split = [(number, *_address_and_name(line)) for number, line in lines]
        on_record = Article.objects.at_address(*(url for _number, url, _name in split)).order_by("-pk")
        known = {article.url: article for article in on_record.select_related("copy_of", "outlet")}
        pages = [page_address(url) for _number, url, _name in split]
        # SQLite refuses to look for patterns of tens of thousands of letters.
        by_host = _outlets_by_host([page for page in pages if len(page) <= _LONGEST_ADDRESS])
        copies, wrong = [], []
        for place, (number, url, name) in enumerate(split):
            try:
                _check_address(pages[place], pages[:place])
                article = next((known[way] for way in written_otherwise(url) if way in known), None)
                outlet = _outlet_named(name)
                if article:
                    self._check_known(article, outlet)
                elif not name:
                    outlet = by_host.get(_host(pages[place]))
                copies.append(CopyLine(number=number, url=url, outlet=outlet, article=article))
            except ValidationError as error:
                said = {"number": number, "reason": " ".join(error.messages)}
                code = error.error_list[0].code
                wrong.append(ValidationError(_("Line %(number)d: %(reason)s") % said, code=code))
        if wrong:
            raise ValidationError(wrong)
        self.cleaned_data["copies"] = copies
        return typed

    def _check_known(self, article: Article, outlet: Outlet | None) -> None:
        """Raise ValidationError unless an article on record may become a copy, and the editor says that it is one.

        An `outlet` typed beside its address has to be its own: here nothing is said anew of what is on record.
        """
        on_record = _("Already on record: “%(title)s”.") % {"title": article}
        try:
            article.check_can_be_copy_of(self.original)
        except ValidationError as error:
            raise ValidationError(f"{on_record} {' '.join(error.messages)}", code="not_a_copy") from error
        if outlet is not None and outlet != article.outlet:
            said = _("Its outlet there is %(outlet)s: leave the outlet out here, and change it in its particulars.")
            raise ValidationError(f"{on_record} {said % {'outlet': article.outlet or _('unknown')}}", code="outlet")
        if not self.cleaned_data.get("known"):
            raise ValidationError(
                f"{on_record} {_('Tick below that it is a copy, or take the line out.')}", code="on_record"
            )


def _address_and_name(line: str) -> tuple[str, str]:
    address, *name = line.lstrip(_AROUND_NAME).split(maxsplit=1) or [line]
    return address.rstrip(_AFTER_ADDRESS), "".join(name).strip(_AROUND_NAME)


def _check_address(url: str, before: list[str]) -> None:
    if len(url) > _LONGEST_ADDRESS:
        raise ValidationError(_("This address is too long."))
    check_address(url)
    if not set(before).isdisjoint(written_otherwise(url)):
        raise ValidationError(_("This address stands above already."))


def _outlet_named(name: str) -> Outlet | None:
    if "://" in name:
        raise ValidationError(_("More than one address stands in this line. Write each in a line of its own."))
    return NamedField(Outlet.objects.all(), names_id="", required=False).clean(name)


def _host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def _outlets_by_host(urls: list[str]) -> dict[str, Outlet]:
    """Outlets whose site has exactly the host of one of `urls`, by that host, where only one has. One query."""
    hosts = {host for url in urls if (host := _host(url))}
    if not hosts:
        return {}
    near = Q()
    for host in hosts:
        near |= Q(url__icontains=host)
    found: dict[str, list[Outlet]] = {}
    for outlet in Outlet.objects.filter(near):
        found.setdefault(_host(outlet.url), []).append(outlet)
    return {host: outlets[0] for host, outlets in found.items() if host in hosts and len(outlets) == 1}
