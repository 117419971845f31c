"""Columns for what one types the same way wherever it is asked for, with their form fields: addresses and languages."""

import re
from itertools import product
from typing import Any, ClassVar
from urllib.parse import SplitResult, urlsplit, urlunsplit

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

#: Language, script, region and variants of RFC 5646, section 2.1. Longer languages are well-formed, too, but there is
#: none; what would be taken for one is its name, such as "Russian".
_LANGUAGE = re.compile(
    r"(?P<language>[a-z]{2,3}(?:-[a-z]{3})?)(?P<script>-[a-z]{4})?(?P<region>-(?:[a-z]{2}|[0-9]{3}))?"
    r"(?P<variants>(?:-(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*)",
    re.IGNORECASE | re.ASCII,
)
#: Parameters that tell a site where a reader comes from, and nothing of which page it is.
_TELLS_WHERE_FROM = re.compile(
    r"(?:utm_\w+|fbclid|gclid|gclsrc|dclid|gbraid|wbraid|msclkid|yclid|twclid|igshid|igsh|mc_cid|mc_eid)(?:=|$)",
    re.IGNORECASE,
)
#: What fragments begin with that say which page it is, where a site makes its pages by script.
_SAYS_WHICH_PAGE = ("!", "/")
_NOT_AN_ADDRESS = _("This is not an address that begins with https:// or http://.")


def check_address(address: str) -> None:
    """Raise ValidationError unless this is the address of a web page that everybody may follow."""
    try:
        URLValidator(schemes=["http", "https"])(address)
    except ValidationError:
        raise ValidationError(_NOT_AN_ADDRESS, "invalid") from None
    if urlsplit(address).username is not None:
        raise ValidationError(
            _("This address holds a name or password for signing in: take out what stands before the “@”."),
            "credentials",
        )


def page_address(address: str) -> str:
    """An address without what makes no other page of it: the case of its host, its fragment, where a reader comes from.

    What cannot be taken apart stays as it is.
    """
    try:
        return urlunsplit(_of_the_page(urlsplit(address)))
    except ValueError:
        return address


def written_otherwise(address: str) -> list[str]:
    """The ways to write the address of an article: as it is, and each way in which it may be on record.

    With http or https, "www." or not, a slash at its end or not. Sites could make a difference of these; those that
    publish articles do not. With all that `page_address` leaves out, too: it was kept once.
    """
    try:
        typed = urlsplit(address)
    except ValueError:
        return [address]
    ways = product(("https", "http"), ("", "www."), ("", "/"))
    written = [_written(parts, *way) for parts, way in product((_of_the_page(typed), typed), ways)]
    return list(dict.fromkeys([address, *written]))


def _of_the_page(parts: SplitResult) -> SplitResult:
    query = "&".join(one for one in parts.query.split("&") if not _TELLS_WHERE_FROM.match(one))
    fragment = parts.fragment if parts.fragment.startswith(_SAYS_WHICH_PAGE) else ""
    return parts._replace(netloc=parts.netloc.lower(), query=query, fragment=fragment)


def _written(parts: SplitResult, scheme: str, www: str, slash: str) -> str:
    host, path = parts.netloc.removeprefix("www."), parts.path.rstrip("/")
    return urlunsplit(parts._replace(scheme=scheme, netloc=www + host, path=path + slash))


def canonical_language(code: str) -> str:
    """A language tag in the case that RFC 5646 recommends (section 2.1.1): "zh-Hans", "pt-BR". Others as they are."""
    match = _LANGUAGE.fullmatch(code)
    if match is None:
        return code
    parts = match.groupdict(default="")
    return parts["language"].lower() + parts["script"].title() + parts["region"].upper() + parts["variants"].lower()


def check_language(code: str) -> None:
    """Raise ValidationError unless this is a language tag in canonical case."""
    if not _LANGUAGE.fullmatch(code) or canonical_language(code) != code:
        raise ValidationError(
            _("Write the code of a language, two or three letters, such as en, ru or pt-BR."), "invalid"
        )


class AddressFormField(forms.URLField):
    default_validators = [check_address]
    default_error_messages: ClassVar = {"invalid": _NOT_AN_ADDRESS}


class AddressField(models.URLField):
    """The address of a web page. One without its beginning gets https://."""

    default_validators = [check_address]

    def deconstruct(self) -> Any:
        """As the column it is; what it takes is no matter of migrations."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.URLField", args, kwargs

    def formfield(self, **kwargs: Any) -> Any:
        return super().formfield(**{"form_class": AddressFormField, **kwargs})


class ArticleAddressFormField(AddressFormField):
    """Gives the address as typed, since it may be on record so, and judges what would be kept of it."""

    def run_validators(self, value: Any) -> None:
        super().run_validators(page_address(value))


class ArticleAddressField(AddressField):
    """The address of an article. `Article.set_url` says what is kept of it."""

    def formfield(self, **kwargs: Any) -> Any:
        return super().formfield(**{"form_class": ArticleAddressFormField, **kwargs})


class LanguageFormField(forms.CharField):
    default_validators = [check_language]

    def to_python(self, value: Any) -> str:
        return canonical_language(super().to_python(value) or "")


class LanguageField(models.CharField):
    """The tag of a language (BCP 47), in canonical case."""

    default_validators = [check_language]

    def deconstruct(self) -> Any:
        """As the column it is; what it takes is no matter of migrations."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.CharField", args, kwargs

    def to_python(self, value: Any) -> Any:
        return canonical_language(value) if isinstance(value, str) else super().to_python(value)

    def formfield(self, **kwargs: Any) -> Any:
        return super().formfield(**{"form_class": LanguageFormField, **kwargs})
