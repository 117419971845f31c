"""November 2022: one unnamed official, a wire's report, and a publisher who withdrew its story of it.

The agency corrected its report the next day, and Reuters, which had quoted it, withdrew its own. What those concerned
said is of two kinds: Moscow denied it, Warsaw hedged.
"""

from ..models import Claim, Outlet, Response
from ..vocabulary import AnswerKind, Channel, Heard, OriginKind, Stance, Standing, Status
from ..workflow import Copy, Credit
from .desk import Desk, on

MISSILES = "Missiles fired by Russia came down in Poland on 15 November 2022 and killed two people."
STATEMENTS = (MISSILES,)


def record(desk: Desk) -> None:
    """Denied by the one side, partly denied by the other; the story that carried it was withdrawn."""
    claim = desk.claim(
        MISSILES,
        topics=[desk.topic("The missile of Przewodów, 2022", "A missile that came down in Poland near Ukraine.")],
        claimant="a senior US intelligence official, not named",
        claimed_on=on("2022-11-15"),
        about_when=on("2022-11-15"),
        unknowns="What the Polish investigation found. Its result, published, would settle who launched the missile.",
    )
    agency = desk.outlet("Associated Press", "https://apnews.com/")
    _withdrawn(desk, claim, agency)
    _later_report(desk, claim, agency)
    desk.publish(claim)
    _ministry(desk, claim)
    desk.progress(claim)


def _withdrawn(desk: Desk, claim: Claim, agency: Outlet) -> None:
    story = desk.article(
        "Story on AP report attributed to U.S. official saying Russian missiles hit Poland is withdrawn",
        outlet=desk.outlet("Reuters", "https://www.reuters.com/"),
        published_at=on("2022-11-15"),
        url="https://malaysia.news.yahoo.com/u-official-says-russian-missiles-191305749.html",
        language="en",
    )
    desk.appearance(
        claim,
        story,
        [
            Credit(words="the Associated Press", outlet=agency),
            Credit(words="a senior U.S. intelligence official", kind=OriginKind.ANONYMOUS, people=1),
        ],
        locator="the story of 15 November, as the notice in its place describes it",
        standing=Standing.WITHDREW,
        standing_note="the agency had called its own report erroneous on 16 November 2022",
    )


def _later_report(desk: Desk, claim: Claim, agency: Outlet) -> None:
    """What the agency reported a day later, a copy of it, and in it what the President of Poland said."""
    report = desk.article(
        "Poland, NATO say missile strike wasn’t a Russian attack",
        outlet=agency,
        published_at=on("2022-11-16"),
        language="en",
    )
    desk.appearance(claim, report, [], locator="text, first paragraph", stance=Stance.DISPUTES)
    station = desk.outlet("KTAR News", "https://ktar.com/")
    copy = "https://ktar.com/story/5347266/poland-russian-made-missile-fell-on-our-country-killing-2/"
    desk.copies(report, [Copy(url=copy, outlet=station)])
    desk.response(
        Response(
            speaker=desk.person("Andrzej Duda", "President of Poland, 2015–2025"),
            role="President of Poland",
            words="jest wysoce prawdopodobne, że jedna z nich spadła na terytorium Polski",
            language="pl",
            translation="it is highly probable that one of these missiles unfortunately fell on Polish territory",
            translator="the Associated Press",
            channel=Channel.NEWS_CONFERENCE,
            channel_detail="after a meeting at the National Security Bureau",
            said_at=on("2022-11-16"),
            heard=Heard.REPORTED,
            reported_by=report,
        ),
        [
            (
                claim,
                AnswerKind.PARTLY_DENIES,
                "who fired; he called it “highly probable” that it was one of Ukraine’s air-defence missiles",
            )
        ],
    )


def _ministry(desk: Desk, claim: Claim) -> None:
    pravda = desk.article(
        "Минобороны РФ: ударов по целям вблизи украинско-польской границы не наносилось",
        outlet=desk.outlet("Pravda.ru", "https://www.pravda.ru/"),
        url="https://military.pravda.ru/amp/news/1770505-udarov_po_celjam_vblizi",
        language="ru",
    )
    denials = desk.response(
        Response(
            speaker=desk.institution("Russia’s Ministry of Defence", "The defence ministry in Moscow"),
            words="намеренной провокацией в целях эскалации обстановки",
            language="ru",
            translation="a deliberate provocation in order to escalate the situation",
            translator="this desk",
            channel=Channel.SOCIAL,
            channel_detail="on Telegram, of statements about “Russian” missiles",
            said_at=on("2022-11-15"),
            heard=Heard.REPORTED,
            reported_by=pravda,
        ),
        [(claim, AnswerKind.DENIES, "")],
    )
    desk.mark(claim, Status.DENIED, denials)
