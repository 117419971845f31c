"""How a version of a claim is cited: as text, as BibTeX, and as CSL-JSON. Always with the label and where it stands."""

from django.utils import timezone
from django.utils.translation import gettext as _

from ..reading import ClaimReading
from ..record.canonical import Json
from .status import headline, status_line


def cited(claim: ClaimReading) -> str:
    """What to print or paste to cite this version, without the address and the fingerprint."""
    return _("“%(claim)s” %(status)s") % {"claim": headline(claim), "status": status_line(claim)}


def bibtex(claim: ClaimReading, *, site: str, url: str) -> str:
    """The version as a `@misc` entry, known to BibTeX and BibLaTeX, in UTF-8. `url` is the version's own address.

    BibLaTeX reads `date`, `version` and `url`; styles of BibTeX `year`, `howpublished` and `note`.
    """
    day = _day(claim)
    fields = {
        "title": "{" + _in_tex(headline(claim)) + "}",
        "author": "{" + _in_tex(site) + "}",
        "year": day[:4],
        "date": day,
        "version": str(claim.header.number),
        "howpublished": rf"\url{{{url}}}",
        "url": url,
        "note": _in_tex(_note(claim)),
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items()]
    return "\n".join([f"@misc{{onrecord-claim-{claim.id}-version-{claim.header.number},", *lines, "}", ""])


def csl(claim: ClaimReading, *, site: str, url: str) -> list[Json]:
    """The version as one item of CSL-JSON (Citation Style Language 1.0.2), which reference managers read."""
    year, month, day = (int(part) for part in _day(claim).split("-"))
    return [
        {
            "id": url,
            "type": "webpage",
            "title": headline(claim),
            "author": [{"literal": site}],
            "container-title": site,
            "issued": {"date-parts": [[year, month, day]]},
            "version": str(claim.header.number),
            "URL": url,
            "note": _note(claim),
        }
    ]


def _note(claim: ClaimReading) -> str:
    return _("%(status)s Fingerprint of this version: %(fingerprint)s") % {
        "status": status_line(claim),
        "fingerprint": claim.header.digest,
    }


def _day(claim: ClaimReading) -> str:
    """The day the version was recorded, in the site's zone."""
    return timezone.localtime(claim.header.recorded_at).date().isoformat()


_TEX = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\{",
        "}": r"\}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        **{letter: f"\\{letter}" for letter in "&%$#_"},
    }
)


def _in_tex(text: str) -> str:
    return " ".join(text.split()).translate(_TEX)
