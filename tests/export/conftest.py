"""A small ledger made by hand: five reports with all that makes exports hard. Links are put in, so that no judge is tested here."""

import hashlib
from io import BytesIO

import pytest

from sayso.export import export
from sayso.export.gather import gather
from sayso.ledger import Filter, Ledger
from sayso.ledger.corrections import correct
from sayso.types.claims import Judgement
from sayso.types.reading import Commitment, Control, Entity, Event, Figure, Place, Reading, ReportInfo, Source, Span, Statement, Time

READER = "sayso 9.9"


def at(day):
    return f"2026-05-{day:02}T06:30:00.250000Z"


class Text:
    """A report's text, asked for the characters of its words."""

    def __init__(self, text):
        self.text = text

    def of(self, words):
        i = self.text.index(words)
        return {"start": i, "end": i + len(words)}

    def span(self, words):
        return Span(**self.of(words))

    def place(self, words, name, entity, **fields):
        return Place(**self.of(words), text=words, name=name, entity=entity, **fields)

    def time(self, words, edtf, earliest, latest):
        return Time(**self.of(words), text=words, type="date", edtf=edtf, earliest=earliest, latest=latest)

    def reading(self, *, publisher=None, published=None, uri=None, title=None, author=None, **items):
        digest = hashlib.sha256(self.text.encode()).hexdigest()
        info = ReportInfo(
            id=digest[:16], uri=uri, title=title, publisher=publisher, author=author, published=published, language="en", sha256=digest,
            characters=len(self.text), reader=READER,
        )  # fmt: skip
        return Reading(report=info, text=self.text, **{k: tuple(v) for k, v in items.items()})


GOMA = {"geonameid": 216281, "country": "CD", "latitude": -1.6792, "longitude": 29.2228, "precision": "city", "radius_km": 8.0}
KIVU = {"country": "CD", "latitude": -0.8, "longitude": 29.0, "precision": "province", "radius_km": 150.0}
GULF = {"country": None, "latitude": 2.0, "longitude": 3.0, "precision": "water", "radius_km": 800.0}
ISLES = {"country": "FJ", "latitude": -17.0, "longitude": 179.6, "precision": "region", "radius_km": 250.0}


def alpha(number, publisher, published, uri, *, extra=""):
    """A report; with another number and publisher, a near-copy of itself."""
    t = Text(
        f"😀 At least {number} people were killed in Goma on Friday, the mayor told Alpha Wire. Rebels seized Sake, a town west of the city, on the same day."
        f" The Congolese army said that it would reopen the airport by 10 May, and that it needed no help from anybody abroad.{extra}"
    )
    day = "2026-05-01"
    return t.reading(
        publisher=publisher, published=published, uri=uri, title='=HYPERLINK("http://bad.example","Read")', author="J. Doe",
        entities=[
            Entity(id="e1", kind="place", name="Goma", geonameid=216281, mentions=((0, 0),)),
            Entity(id="e2", kind="place", name="Sake"),
            Entity(id="e3", kind="organisation", name="Congolese army", of="DR Congo"),
        ],
        places=[t.place("Goma", "Goma", "e1", **GOMA), t.place("Sake", "Sake", "e2")],
        times=[t.time("on Friday", day, f"{day}T00:00", f"{day}T23:59")],
        statements=[
            Statement(
                id="s1", source=Source(name="mayor of Goma", kind="anonymous"), content=(t.span(f"At least {number} people were killed in Goma on Friday"),),
                quoted="indirect", stance="asserts", via=("Alpha Wire", "Kivu FM"), made=day, confidence=0.8,
            ),
            Statement(
                id="s2", source=Source(name="Congolese army", kind="organisation", entity="e3"), content=(t.span("it would reopen the airport by 10 May"),),
                quoted="indirect", stance="plans",
            ),
        ],
        figures=[
            Figure(
                id="f1", **t.of(f"At least {number}"), measure="killed", low=number, high=None, relation="at_least", unit="people", place="Goma", place_entity="e1",
                time=day, statement="s1", confidence=0.9,
            ),
        ],
        events=[Event(id="v1", **t.of("seized"), type="ASSAULT", actor="Rebels", recipient="Sake", place="Sake", place_entity="e2", time=day)],
        control=[Control(**t.of("seized Sake"), place="Sake", place_entity="e2", status="captured", holder="Rebels", time=day)],
        commitments=[
            Commitment(
                **t.of("reopen the airport by 10 May"), who="Congolese army", who_entity="e3", what="reopen the airport", due="2026-05-10", statement="s2"
            ),
        ],
    )  # fmt: skip


def beta():
    t = Text(
        "-7 or so: seven people died in Goma overnight, Governor Ana Paz said. She denied that Sake had fallen.\nClashes went on across North Kivu through April."
        " Pirates struck in the Gulf of Guinea, and shells hit the Lau Islands in 2025. Dozens fled DR Congo since March."
    )
    night = "2026-05-01TNI"
    return t.reading(
        publisher="Beta Post", published="2026-05-03", uri="https://beta.example/7", title="Seven dead",
        entities=[
            Entity(id="e1", kind="place", name="Goma", geonameid=216281),
            Entity(id="e2", kind="person", name="Ana Paz", aliases=("Governor Ana Paz",), role="Governor", of="North Kivu"),
            Entity(id="e3", kind="place", name="North Kivu"),
            Entity(id="e4", kind="place", name="Gulf of Guinea"),
            Entity(id="e5", kind="place", name="Lau Islands"),
            Entity(id="e6", kind="place", name="DR Congo", geonameid=203312),
            Entity(id="e7", kind="place", name="Sake"),
        ],
        places=[
            t.place("Goma", "Goma", "e1", **GOMA), t.place("North Kivu", "North Kivu", "e3", **KIVU), t.place("Gulf of Guinea", "Gulf of Guinea", "e4", **GULF),
            t.place("Lau Islands", "Lau Islands", "e5", **ISLES),
            t.place("DR Congo", "DR Congo", "e6", geonameid=203312, country="CD", latitude=-2.5, longitude=23.5, precision="country", radius_km=1130.0),
        ],
        times=[
            t.time("overnight", night, "2026-05-01T21:00", "2026-05-02T05:59"), t.time("through April", "2026-04", "2026-04-01T00:00", "2026-04-30T23:59"),
            t.time("2025", "2025", "2025-01-01T00:00", "2025-12-31T23:59"), t.time("since March", "2026-03/..", "2026-03-01T00:00", None),
        ],
        statements=[
            Statement(id="s1", source=Source(name="Ana Paz", kind="named", entity="e2"), content=(t.span("seven people died in Goma overnight"),), quoted="indirect", stance="asserts"),
            Statement(id="s2", source=Source(name="Ana Paz", kind="named", entity="e2"), content=(t.span("Sake had fallen"),), quoted="indirect", stance="denies", about="s1"),
        ],
        figures=[
            Figure(id="f1", **t.of("seven"), measure="killed", low=7, high=7, relation="exact", unit="people", place="Goma", place_entity="e1", time=night, statement="s1"),
            Figure(id="f2", **t.of("Dozens"), measure="displaced", low=24, high=99, relation="vague", unit=None, place="DR Congo", place_entity="e6", time="2026-03/.."),
        ],
        events=[
            Event(id="v1", **t.of("Clashes"), type="ASSAULT", mode="firearms", place="North Kivu", place_entity="e3", time="2026-04"),
            Event(id="v2", **t.of("struck"), type="ASSAULT", actor="Pirates", place="Gulf of Guinea", place_entity="e4"),
            Event(id="v3", **t.of("hit"), type="ASSAULT", mode="artillery", recipient="DR Congo", recipient_entity="e6", place="Lau Islands", place_entity="e5", time="2025"),
        ],
        control=[Control(**t.of("Sake had fallen"), place="Sake", place_entity="e7", status="lost", modality="denied", statement="s2")],
    )  # fmt: skip


def gamma():
    """Without publisher, day and address; with marks that files do not like."""
    t = Text('@all: two\x07 wounded \u202eabc in "Goma", they say,\r\nor\tmore;\x00 \ufffe end.')
    return t.reading(
        title="'=1+1",
        entities=[Entity(id="e1", kind="place", name="Goma", geonameid=216281)],
        places=[t.place("Goma", "Goma", "e1", **GOMA)],
        figures=[Figure(id="f1", **t.of("two"), measure="injured", low=2, high=2, relation="exact", unit="@people", place="Goma", place_entity="e1")],
    )  # fmt: skip


def find(ledger, **asked):
    return ledger.claims(Filter(**asked))


@pytest.fixture(scope="session")
def made(tmp_path_factory):
    """The path of the ledger."""
    path = tmp_path_factory.mktemp("export") / "small.db"
    with Ledger(path) as ledger:
        keys = [
            ledger.store(reading, at=at(day)).report
            for day, reading in (
                (2, alpha(12, "Alpha Wire", "2026-05-02", "https://alpha.example/goma?a=1&b=2")),
                (3, beta()),
                (4, gamma()),
                (5, alpha(15, "Delta Daily", "2026-05-05", None, extra=" (Agency)")),
            )
        ]
        first, second, third, copy = keys
        [killed] = find(ledger, report=first, kinds=("figure",))
        [seven] = find(ledger, report=second, measures=("killed",))
        [more] = find(ledger, report=copy, kinds=("figure",))
        [taken] = find(ledger, report=first, kinds=("control",))
        [again] = find(ledger, report=copy, kinds=("control",))
        [wounded] = find(ledger, report=third, kinds=("figure",))

        def judgement(verdict, score):
            return Judgement(verdict=verdict, slots={"place": "same", "value": "disjoint"}, reason=f"because: {verdict}", score=score)

        ledger.put_links([(killed.key, seven.key, judgement("contradicts", 0.9))], origin="rules 9", at=at(3))
        ledger.put_links(
            [
                (killed.key, more.key, judgement("updates", 0.8)),
                (taken.key, again.key, judgement("corroborates", 0.7)),
                (seven.key, more.key, judgement("different_scope", 0.4)),
            ],
            origin="rules 9",
            at=at(5),
        )
        correct(ledger, wounded.key, "fix", who="Mia Ott", why="children", fields={"unit": "=children", "low": 3.0, "high": 3.0}, at=at(6))
        correct(ledger, seven.key, "accept", who="Mia Ott", why="as it says", at=at(6))
    return path


@pytest.fixture
def ledger(made):
    with Ledger(made, read_only=True) as opened:
        yield opened


@pytest.fixture
def extract(ledger):
    return gather(ledger, texts=True, denials=True)


@pytest.fixture
def written(ledger):
    """A function from a format, its options and a filter to bytes."""

    def write(format, wanted=None, **options):
        out = BytesIO()
        export(ledger, wanted, format, out, **options)
        return out.getvalue()

    return write
