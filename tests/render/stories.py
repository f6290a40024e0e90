"""Readings made by hand, so that what renders them is tested apart from what reads."""

import hashlib

from sayso.types.reading import (
    Candidate,
    Commitment,
    Control,
    Entity,
    Event,
    Figure,
    Offset,
    Place,
    Reading,
    ReportInfo,
    Source,
    Span,
    Statement,
    Time,
    Unresolved,
    Warning,
)  # fmt: skip

__all__ = ["EMPTY", "HOSTILE", "STRIKE"]


class _Text:
    """Finds words in a text, so that offsets are never counted by hand."""

    def __init__(self, text: str) -> None:
        self.text = text

    def at(self, words: str, nth: int = 0) -> tuple[Offset, Offset]:
        start = -1
        for _ in range(nth + 1):
            start = self.text.index(words, start + 1)
        return start, start + len(words)

    def span(self, words: str, nth: int = 0) -> Span:
        return Span(*self.at(words, nth))

    def place(self, words: str, nth: int = 0, **rest: object) -> Place:
        start, end = self.at(words, nth)
        return Place(start=start, end=end, text=words, **{"name": words, **rest})  # type: ignore[arg-type]


def _info(text: str, **rest: str | None) -> ReportInfo:
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return ReportInfo(id=digest[:16], sha256=digest, characters=len(text), reader="sayso 0.1.0", language="en", **rest)


_STRIKE = """Strike on Orvik port

At least 12 people were killed on Sunday evening in Orvik, the governor told the Tallow Wire. A hospital had counted between 20 and 30 injured, he said.

“Nobody in Orvik has seen our aircraft,” the Veshi defence ministry said in a statement, putting the dead at four. Veshi forces hold Lenn Bridge, according to residents.

Thousands fled to Karsk province. The governor promised to open two shelters by Tuesday.
"""


def _strike() -> Reading:
    t = _Text(_STRIKE)
    governor = Source(name="the governor", entity="e1", start=t.at("the governor")[0], end=t.at("the governor")[1], kind="anonymous")
    ministry = Source(
        name="Veshi defence ministry", entity="e2", start=t.at("the Veshi defence ministry")[0], end=t.at("the Veshi defence ministry")[1], kind="organisation"
    )
    statements = (
        Statement(
            id="s1", source=governor, cue=t.span("told"), content=(t.span("At least 12 people were killed on Sunday evening in Orvik"),), quoted="indirect",
            stance="asserts", via=("Tallow Wire",), made="2026-05-04", confidence=0.94,
        ),
        Statement(
            id="s2", source=Source(name="the governor", entity="e1", start=t.at("he said")[0], end=t.at("he said")[0] + 2, kind="anonymous"),
            cue=t.span("said"), content=(t.span("A hospital had counted between 20 and 30 injured"),), quoted="indirect", stance="asserts", confidence=0.9,
        ),
        Statement(
            id="s3", source=Source(name="a hospital", start=t.at("A hospital")[0], end=t.at("A hospital")[1], kind="organisation"),
            cue=t.span("had counted"), content=(t.span("between 20 and 30 injured"),), quoted="indirect", stance="asserts", within="s2", confidence=0.71,
        ),
        Statement(
            id="s4", source=ministry, cue=t.span("said", 1), content=(t.span("Nobody in Orvik has seen our aircraft"),), quoted="direct", stance="denies",
            medium="statement", confidence=0.97,
        ),
        Statement(
            id="s5", source=ministry, cue=t.span("putting"), content=(t.span("the dead at four"),), quoted="indirect", stance="disputes", about="s1",
            confidence=0.8,
        ),
        Statement(
            id="s6", source=Source(name="residents", start=t.at("residents")[0], end=t.at("residents")[1], kind="anonymous"), cue=t.span("according to"),
            content=(t.span("Veshi forces hold Lenn Bridge"),), quoted="indirect", stance="asserts", confidence=0.93,
        ),
    )  # fmt: skip
    orvik = {"geonameid": 101, "country": "VE", "latitude": 50.0, "longitude": 30.0, "feature": "PPLA", "precision": "city", "entity": "e3"}
    places = (
        t.place("Orvik", 1, candidates=(Candidate(name="Orvik", geonameid=102, country="NO", score=0.2, why="far from the others"),), **orvik),
        t.place("Orvik", 2, **orvik),
        t.place("Lenn Bridge"),
        t.place(
            "Karsk province", name="Karsk", geonameid=103, country="VE", latitude=51.0, longitude=31.0, feature="ADM1", precision="province", radius_km=80.0
        ),
    )
    sunday = t.at("Sunday evening")
    times = (
        Time(start=sunday[0], end=sunday[1], text="Sunday evening", type="time", timex="2026-05-03TEV", edtf="2026-05-03TEV",
             earliest="2026-05-03T17:00", latest="2026-05-03T20:59", anchor="said", confidence=0.95),
        Time(start=t.at("Tuesday")[0], end=t.at("Tuesday")[1], text="Tuesday", type="date", timex="2026-05-05", edtf="2026-05-05", anchor="published"),
    )  # fmt: skip
    at = {"place": "Orvik", "place_entity": "e3"}
    figures = (
        Figure(id="f1", start=t.at("Thousands")[0], end=t.at("Thousands")[1], measure="displaced", low=2000, high=9999, relation="vague", unit=None,
               place="Karsk", confidence=0.66),
        Figure(id="f2", start=t.at("At least 12 people")[0], end=t.at("At least 12 people")[1], measure="killed", low=12, high=None, relation="at_least",
               unit="people", time="2026-05-03TEV", statement="s1", confidence=0.96, **at),
        Figure(id="f3", start=t.at("between 20 and 30")[0], end=t.at("between 20 and 30")[1], measure="injured", low=20, high=30, relation="range", unit=None,
               statement="s3", confidence=0.9, **at),
        Figure(id="f4", start=t.at("four")[0], end=t.at("four")[1], measure="killed", low=4, high=4, relation="exact", unit=None, statement="s5",
               confidence=0.85, **at),
    )  # fmt: skip
    events = (
        Event(id="v1", start=t.at("Strike")[0], end=t.at("Strike")[1], type="ASSAULT", mode="aerial", recipient="Orvik", confidence=0.8, **at),
        Event(id="v2", start=t.at("fled")[0], end=t.at("fled")[1], type="YIELD", confidence=0.3),
    )
    hold = t.at("hold")
    control = (Control(start=hold[0], end=hold[1], place="Lenn Bridge", status="held", holder="Veshi", statement="s6", confidence=0.9),)
    promise = t.at("promised to open two shelters by Tuesday")
    commitments = (Commitment(start=promise[0], end=promise[1], who="the governor", what="open two shelters", due="2026-05-05", confidence=0.9),)
    bridge = t.at("Lenn Bridge")
    return Reading(
        report=_info(_STRIKE, title="Strike on Orvik port", publisher="Grey Harbour Post", published="2026-05-04"),
        text=_STRIKE,
        entities=(
            Entity(id="e1", kind="person", name="the governor", mentions=(t.at("the governor"), t.at("The governor"))),
            Entity(id="e2", kind="organisation", name="Veshi defence ministry", of="Veshi", mentions=(t.at("the Veshi defence ministry"),)),
            Entity(id="e3", kind="place", name="Orvik", geonameid=101, mentions=(t.at("Orvik", 1), t.at("Orvik", 2))),
        ),
        times=times, places=places, statements=statements, figures=figures, events=events, control=control, commitments=commitments,
        unresolved=(Unresolved(start=bridge[0], end=bridge[1], kind="place", why="not in the gazetteer"),),
    )  # fmt: skip


_ATTACK = (
    'A <b>bold</b> claim & "quotes": \u202eevil\u202c text\x1b[31m red\x00\r\n\r\n<script>alert(1)</script> said 3 \U0001f600 people \ud800 died in مدينة.\rEnd'
)


def _hostile() -> Reading:
    t = _Text(_ATTACK)
    script = t.at("<script>alert(1)</script>")
    evil = t.at("\u202eevil\u202c text\x1b[31m red")
    return Reading(
        report=_info(_ATTACK, title='</title><script>alert("t")</script>', publisher='"><img src=x onerror=alert(1)>'),
        text=_ATTACK,
        statements=(
            Statement(
                id="s1", source=Source(name="<script>alert(1)</script>", start=script[0], end=script[1], kind="named"), cue=t.span("said"),
                content=(Span(*evil), t.span("3 \U0001f600 people \ud800 died in مدينة")), quoted="direct", stance="asserts", via=("<i>AFP</i>",),
                medium="\x1b[2Jscreen",
            ),
        ),
        figures=(Figure(id="f1", start=t.at("3 \U0001f600 people")[0], end=t.at("3 \U0001f600 people")[1], measure="killed", low=3, high=3,
                        relation="exact", unit="\u202epeople<br>", place="مدينة", statement="s1"),),
        places=(t.place("مدينة"),),
        warnings=(Warning(kind="no-date", seen="no date of publication", expected="a day", remedy="give it with --published YYYY-MM-DD"),),
    )  # fmt: skip


STRIKE = _strike()
HOSTILE = _hostile()
EMPTY = Reading(report=_info("Rain."), text="Rain.")
