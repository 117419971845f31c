"""One line for each thing listed below the status: answers, evidence, approaches, and what an article does."""

from django.utils.formats import number_format
from django.utils.translation import get_language_info, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from ..reading import (
    AnswerReading,
    AppearanceReading,
    ApproachReading,
    ArticleReading,
    CaptureReading,
    EvidenceReading,
    ResponseReading,
)
from ..vocabulary import AnswerKind, Bearing, Heard, Outcome, Position, Stance, Standing
from .open import asked_clause
from .phrases import (
    are_several,
    dated,
    in_line,
    is_from_bystander,
    plain,
    publisher_of,
    quoted,
    reporter_of,
    with_role,
    worded,
)


def answer_line(answer: AnswerReading) -> str:
    """ "Dmitry Peskov, Kremlin spokesman – denies"; a part, a bystander and what was taken back are said plainly."""
    speaker = with_role(answer.response)
    if answer.position == Position.BYSTANDER:
        speaker = _("%(speaker)s (not involved)") % {"speaker": speaker}
    names = {"speaker": speaker, "answer": answer_word(answer)}
    if answer.is_partial and answer.part:
        line = _("%(speaker)s – %(answer)s: %(part)s") % {**names, "part": plain(answer.part)}
    else:
        line = _("%(speaker)s – %(answer)s") % names
    return retracted_line(line, answer.retraction)


def answer_word(answer: AnswerReading) -> str:
    """What it does to the claim, as read after who gave it: "denies"; of two unnamed officials "deny".

    Whoever is not involved "disputes it" or "supports it".
    """
    if is_from_bystander(answer) and answer.kind in _BYSTANDER_WORDS:
        return str(_BYSTANDER_WORDS[answer.kind])
    if are_several(answer.response.speaker):
        return str(_SEVERAL_WORDS[answer.kind])
    return str(answer.kind.label)


_BYSTANDER_WORDS = {
    AnswerKind.DENIES: gettext_lazy("disputes it"),
    AnswerKind.DENIES_DIFFERENTLY: gettext_lazy("disputes it, gives a different account"),
    AnswerKind.PARTLY_DENIES: gettext_lazy("disputes one part"),
    AnswerKind.CONFIRMS: gettext_lazy("supports it"),
    AnswerKind.PARTLY_CONFIRMS: gettext_lazy("supports one part"),
}
_SEVERAL_WORDS = {
    AnswerKind.DENIES: gettext_lazy("deny"),
    AnswerKind.DENIES_DIFFERENTLY: gettext_lazy("deny, give a different account"),
    AnswerKind.PARTLY_DENIES: gettext_lazy("partly deny"),
    AnswerKind.CONFIRMS: gettext_lazy("confirm"),
    AnswerKind.PARTLY_CONFIRMS: gettext_lazy("partly confirm"),
    AnswerKind.DOES_NOT_CONFIRM: gettext_lazy("do not confirm"),
    AnswerKind.NO_KNOWLEDGE: gettext_lazy("say they have no knowledge"),
    AnswerKind.DECLINES: gettext_lazy("decline to comment"),
    AnswerKind.DOES_NOT_ADDRESS: gettext_lazy("do not address it"),
}


def heard_line(response: ResponseReading) -> str:
    """When and where the words were said, and how they were heard: "26 January 2024, Telegram, first-hand"."""
    where = plain(response.channel_detail) or str(response.channel.label)
    if response.heard == Heard.REPORTED:
        heard = _("as reported by %(source)s") % {"source": reporter_of(response)}
    else:
        heard = _("first-hand")
    return in_line([worded(response.said_at), where, heard])


def translation_line(response: ResponseReading) -> str:
    """From which language and by whom the words were translated; empty without a translation."""
    if not response.translation:
        return ""
    names = {"language": language_name(response.language)}
    if not response.translator:
        if not response.language:
            return _("Translated; it is not recorded by whom")
        return _("Translated from %(language)s; it is not recorded by whom") % names
    names["translator"] = plain(response.translator)
    if not response.language:
        return _("Translated by %(translator)s") % names
    return _("Translated from %(language)s by %(translator)s") % names


def language_name(code: str) -> str:
    """The name of the language of a code such as `ru`, in the active language; an unknown code as it is."""
    try:
        return str(get_language_info(code)["name_translated"])
    except KeyError:
        return plain(code)


def capture_line(capture: CaptureReading) -> str:
    """What kind of file is kept, or was, and how large: "PDF, 120 kB"."""
    kind = _KINDS_OF_FILE.get(capture.media_type, capture.media_type)
    return _("%(kind)s, %(size)s") % {"kind": kind, "size": size_in_words(capture.size)}


def size_in_words(size: int) -> str:
    """Bytes, in thousands as disks count them: "640 bytes", "120 kB", "1.2 MB"."""
    if size < 1000:
        return ngettext("%(size)d byte", "%(size)d bytes", size) % {"size": size}
    if size < 999_500:
        return _("%(size)d kB") % {"size": round(size / 1000)}
    return _("%(size)s MB") % {"size": number_format(size / 1_000_000, 1)}


_KINDS_OF_FILE = {
    "image/png": gettext_lazy("picture (PNG)"),
    "image/jpeg": gettext_lazy("picture (JPEG)"),
    "image/webp": gettext_lazy("picture (WebP)"),
    "image/gif": gettext_lazy("picture (GIF)"),
    "application/pdf": gettext_lazy("PDF"),
    "text/html": gettext_lazy("saved page (HTML)"),
    "multipart/related": gettext_lazy("saved page (MHTML)"),
    "text/plain": gettext_lazy("plain text"),
}


def evidence_line(evidence: EvidenceReading) -> str:
    """What the item is, what it does to the claim, and whose finding that is."""
    item = in_line([quoted(evidence.title), plain(evidence.publisher), worded(evidence.published_at)])
    names = {
        "evidence": item,
        "assessor": plain(evidence.assessed_by),
        "finding": plain(evidence.finding),
    }
    line = dated(_BEARING[evidence.bearing], evidence.assessed_on, names)
    return retracted_line(line, evidence.retraction)


_BEARING = {
    Bearing.CONTRADICTS: (
        gettext_lazy("%(evidence)s – contradicts the claim, as assessed by %(assessor)s %(when)s: %(finding)s"),
        gettext_lazy("%(evidence)s – contradicts the claim, as assessed by %(assessor)s: %(finding)s"),
    ),
    Bearing.SUPPORTS: (
        gettext_lazy("%(evidence)s – supports the claim, as assessed by %(assessor)s %(when)s: %(finding)s"),
        gettext_lazy("%(evidence)s – supports the claim, as assessed by %(assessor)s: %(finding)s"),
    ),
}


def approach_line(approach: ApproachReading) -> str:
    """Who was asked by whom, when and how, and what came of it: the only place where not replying is said."""
    line = asked_clause(approach)
    if approach.outcome == Outcome.AWAITING and approach.deadline:
        line = _("%(approach)s by %(deadline)s") % {
            "approach": line,
            "deadline": worded(approach.deadline),
        }
    if approach.how:
        line = _("%(approach)s (%(how)s)") % {"approach": line, "how": plain(approach.how)}
    return retracted_line(line, approach.retraction)


def retracted_line(line: str, retraction: str) -> str:
    """`line`, and why we took it back where we did."""
    if not retraction:
        return line
    return _("%(line)s (taken back by us: %(reason)s)") % {
        "line": line,
        "reason": plain(retraction),
    }


# Articles


def article_line(article: ArticleReading) -> str:
    """ "“Kremlin Refutes All Rumors”, unknown publisher, 26 January 2024"."""
    publisher = plain(article.outlet.name) if article.outlet else _("unknown publisher")
    title = quoted(article.title) if article.title else ""
    return in_line([title, publisher, worded(article.published_at)])


_STANCES = {
    Stance.REPORTS: gettext_lazy("%(article)s reports it"),
    Stance.SUPPORTS: gettext_lazy("%(article)s supports it"),
    Stance.DISPUTES: gettext_lazy("%(article)s disputes it"),
}
_STANDINGS = {
    Standing.STANDS_BY: gettext_lazy("%(publisher)s stands by it"),
    Standing.CORRECTED: gettext_lazy("%(publisher)s corrected it"),
    Standing.WITHDREW: gettext_lazy("%(publisher)s withdrew it"),
}


def stance_line(appearance: AppearanceReading) -> str:
    """What the article does with the claim: "Bloomberg reports it"."""
    return _STANCES[appearance.stance] % {"article": publisher_of(appearance.article)}


def standing_line(appearance: AppearanceReading) -> str:
    """What the publisher has said about the passage since; empty where nothing is known."""
    if appearance.standing == Standing.NOT_KNOWN:
        return plain(appearance.standing_note)
    outlet = appearance.article.outlet
    names = {"publisher": plain(outlet.name) if outlet else _("The publisher")}
    line = _STANDINGS[appearance.standing] % names
    if not appearance.standing_note:
        return line
    return _("%(line)s: %(note)s") % {"line": line, "note": plain(appearance.standing_note)}
