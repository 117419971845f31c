"""Claims with any chains of credits, for tests that must hold of all."""

from hypothesis import strategies as st

from claims.reading import AppearanceReading, ClaimReading
from claims.vocabulary import OriginKind
from tests.readings import a_claim, a_credit, an_appearance, an_article, an_origin, an_outlet

NAMES = ("Bloomberg", "The Süddeutsche Rundschau am Sonntag", "Российская газета", "朝日新聞", "x" * 60, "הארץ")
OUTLETS = [an_outlet(name) for name in NAMES]
ORIGINS = [
    an_origin("two people", people=2),
    an_origin("a diplomat who has read the letter and spoke of it to nobody else", people=1),
    an_origin("minutes of the meeting", kind=OriginKind.DOCUMENT, people=None),
    an_origin("reports", kind=OriginKind.NOT_SAID, people=None),
]

outlets = st.sampled_from(OUTLETS)
origins = st.sampled_from(ORIGINS)
between = st.builds(a_credit, st.sampled_from(["media", "a news agency"]), outlet=st.none() | outlets)
last = st.builds(lambda origin: a_credit(origin.label, origin=origin), origins)
credits = st.builds(lambda steps, end: [*steps, *end], st.lists(between, max_size=5), st.lists(last, max_size=1))


@st.composite
def appearances(draw: st.DrawFn, number: int) -> AppearanceReading:
    article = an_article(f"Article {number}", outlet=draw(st.none() | outlets), id=number)
    return an_appearance(article, credits=draw(credits), id=number)


@st.composite
def claims(draw: st.DrawFn, most: int = 40) -> ClaimReading:
    """With up to `most` appearances, in circles as it happens."""
    count = draw(st.integers(0, most))
    return a_claim(appearances=[draw(appearances(number)) for number in range(1, count + 1)])


def through(*names: str, by: str | None, number: int, origin=None) -> AppearanceReading:
    """Article `number`, published by the outlet `by`, with credits to outlets of these names and then to `origin`."""
    steps = [a_credit(f"as {name} reported", outlet=an_outlet(name)) for name in names]
    if origin:
        steps.append(a_credit(origin.label, origin=origin))
    article = an_article(f"Article {number}", outlet=an_outlet(by) if by else None, id=number)
    return an_appearance(article, credits=steps, id=number)
