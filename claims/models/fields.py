"""Columns for what one types the same way wherever it is asked for, with their form fields: addresses and languages."""

import re
from itertools import product
from typing import Any, ClassVar
from urllib.parse import urlsplit, urlunsplit

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
_TELLS_WHERE_FROM = re.compile(r"(?:utm_\w+|fbclid|gclid|msclkid|igshid|mc_cid|mc_eid)=")


def check_address(address: str) -> None:
    """Raise ValidationError unless this is the address of a web page that everybody may follow."""
    try:
        URLValidator(schemes=["http", "https"])(address)
    except ValidationError:
        raise ValidationError(_("This is not an address that begins with https:// or http://."), "invalid") from None
    if urlsplit(address).username is not None:
        raise ValidationError(
            _("This address holds a name or password for signing in: take out what stands before the “@”."),
            "credentials",
        )


def written_otherwise(address: str) -> list[str]:
    """The ways to write an address of the very same page, `address` itself first.

    With http or https, "www." or not, a slash at its end or not, and without its fragment and what only tells the site
    where a reader comes from. Sites could make a difference of these; those that publish articles do not.
    """
    try:
        parts = urlsplit(address)
    except ValueError:
        return [address]
    host, path = parts.netloc.lower().removeprefix("www."), parts.path.rstrip("/")
    asked = "&".join(one for one in parts.query.split("&") if not _TELLS_WHERE_FROM.match(one))
    ways = product(("https", "http"), ("", "www."), ("", "/"), (parts.query, asked), (parts.fragment, ""))
    written = [
        urlunsplit((scheme, www + host, path + slash, query, fragment)) for scheme, www, slash, query, fragment in ways
    ]
    return list(dict.fromkeys([address, *written]))


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
    default_error_messages: ClassVar = {"invalid": _("This is not an address that begins with https:// or http://.")}


class AddressField(models.URLField):
    """The address of a web page. One without its beginning gets https://."""

    default_validators = [check_address]

    def deconstruct(self) -> Any:
        """As the column it is; what it takes is no matter of migrations."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.URLField", args, kwargs

    def formfield(self, **kwargs: Any) -> Any:
        return super().formfield(**{"form_class": AddressFormField, **kwargs})


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
