"""Names that are no places of their own: of people, bodies, peoples, and what is left."""

import re
from typing import Final

from sayso.entities.knowledge import body, demonym, fold, person
from sayso.entities.people import read_person
from sayso.entities.spots import inner
from sayso.entities.state import State
from sayso.entities.words import noun
from sayso.tables import table
from sayso.text.parse import Name

__all__ = ["read_name", "unmarked"]

_AGAINST: Final = re.compile(r"(anti|pro|ex|non|un)-(?=[A-Z])", re.IGNORECASE)
_OPEN: Final = frozenset("of the for in and at on".split())
_BODIES: Final = frozenset("front movement courier brigades forces gazette herald tribune times post observer".split())
_REACH: Final = 5  # tokens that a known body's name goes on behind what the encoder marked of it


def read_name(s: State, k: int) -> int:
    """Read name ``k`` and give the token behind it."""
    parse = s.parse
    name = parse.names[k]
    after = name.last + 1
    if name.kind in ("DATE", "MONEY"):
        return after
    for i in range(name.first + 1, name.last + 1):
        if i in s.places and (s.places[i][0].start, s.places[i][0].end) not in s.place_of:
            inner(s, i)
    last = name.last - 1 if parse.xpos[name.last] == "POS" and name.last > name.first else name.last
    text = parse.words(name.first, last)
    head = s.parse.top(name.first, last)
    # "Le Figaro" taken for a person is still a newspaper; "Petra" is not the agency
    human = name.kind == "PER" or (name.kind in ("ORG", "LOC", "FAC") and text in s.surnames and body(text) is None and not s.drafts.is_body(text))
    if human and not (k not in s.titles and (_is_body(s, text) or _names_outlet(s, name.first, head))):
        read_person(s, k, text, head, last)
    elif body(text) is None and name.kind not in ("ORG", "PER") and not (name.kind == "LOC" and name.last > name.first and _says_body(s, last)):
        _read_other(s, name, text, head)
    else:
        return _read_body(s, name, last)
    return after


def _names_outlet(s: State, first: int, head: int) -> bool:
    """Whether a name is that of the outlet which the noun right before it says: "the Iraqi broadcaster Al-Sumaria"."""
    parse = s.parse
    noun = first - 1
    if noun < 1 or parse.lower[noun] not in table("statements/media")["outlets"] or parse.upos[noun] not in ("NOUN", "PROPN", "ADJ"):
        return False
    told = parse.heads[head] == noun and parse.relations[head] in ("appos", "flat", "nmod", "nmod:desc")
    return told or (parse.heads[noun] == head and parse.relations[noun] in ("compound", "nmod:desc", "appos", "amod"))


def _says_body(s: State, last: int) -> bool:
    """Whether the last word of a name taken for a place says that it is a body's: "White Nile Front"."""
    return s.parse.tokens[last].text[0].isupper() and (noun(s.parse.lower[last]) == "body" or s.parse.lower[last] in _BODIES)


def _read_other(s: State, name: Name, text: str, head: int) -> None:
    """A people, a place or a site that the tables do not hold, a work or a thing."""
    parse, drafts = s.parse, s.drafts
    if name.kind == "NORP":
        nation = demonym(text)
        if nation is not None:
            drafts.mention(drafts.place(("name", nation), nation, None, "country", None), name.first, name.last, head, "demonym")
        elif parse.xpos[name.last] in ("NNPS", "NNS"):
            draft = drafts.body_named(text, "group")
            draft.plural = True
            drafts.mention(draft, name.first, name.last, head, "name")
    elif name.kind in ("LOC", "FAC"):
        draft = drafts.place(("name", text), text, None, "city" if name.kind == "LOC" else "point", None)
        drafts.mention(draft, name.first, name.last, head, "name")


def _read_body(s: State, name: Name, last: int) -> int:
    """A body by the whole of its name, which may begin before and end behind what the encoder marked: "Syrian Observatory for Human Rights"."""
    parse, drafts = s.parse, s.drafts
    first, last = _whole(s, name.first, last)
    first, last = _closed(s, first, last)
    text = parse.words(first, last)
    against = _AGAINST.match(text)
    if against is not None:
        # "the anti-ISIS coalition" speaks of ISIS, and is not its
        drafts.mention(drafts.body_named(text[against.end() :], "organisation"), first, last, s.parse.top(first, last), "demonym")
        return max(last, name.last) + 1
    definite = first > 0 and parse.lower[first - 1] == "the"
    draft = drafts.body_named(text, "organisation", of=_state_in(s, first, last), definite=definite)
    drafts.mention(draft, first, last, s.parse.top(first, last), "name")
    return max(last, name.last) + 1


def _closed(s: State, first: int, last: int) -> tuple[int, int]:
    """A name that breaks off before a place, with the place: "Transitional Government of the" Congo."""
    parse = s.parse
    end = last
    while end > first and parse.lower[end] in _OPEN:
        end -= 1
    if end == last:
        return first, last
    if last + 1 in s.places:
        inner(s, last + 1)
        return first, s.places[last + 1][1]
    return first, end


def _whole(s: State, first: int, last: int) -> tuple[int, int]:
    parse = s.parse
    if body(parse.words(first, last)) is not None:
        return first, last
    begin, end = parse.sentences[parse.sentence[first]]
    starts = [first - 1, first] if first > begin and parse.tokens[first - 1].text[0].isupper() else [first]
    for low in starts:
        for high in range(min(end, last + _REACH), last - 1, -1):
            if (low, high) != (first, last) and parse.tokens[high].text[0].isupper() and body(parse.words(low, high)) is not None:
                return low, high
    return first, last


def unmarked(s: State, i: int) -> bool:
    """Read a body of the tables that the encoder has not marked as a name: "M23". Outlets are left out: "Time", "Dawn". So is a surname of
    the report's that is a word besides: "Banks", after "John Banks"."""
    text = s.parse.tokens[i].text
    if text in s.surnames and text[0].isupper() and s.parse.xpos[i] in ("NNP", "NNPS") and s.parse.relations[i] in ("nsubj", "obj", "nmod", "obl", "conj"):
        someone = s.drafts.person_named(text, role="", of=None, gender="")
        if someone is not None:
            s.drafts.mention(someone, i, i, i, "name")
            return True
    found = body(text) if text[0].isupper() else None
    if found is None and _short_for(s, i):
        s.drafts.mention(s.drafts.body_named(text, "organisation", definite=True), i, i, i, "name")
        return True
    if found is None or found.kind == "publication":
        return False
    s.drafts.mention(s.drafts.body_named(text, "organisation"), i, i, i, "name")
    return True


def _short_for(s: State, i: int) -> bool:
    """Whether a word with the article and a capital is the last one of the name of a single body of the report: "the Front", after "the White Nile Front"."""
    text = s.parse.tokens[i].text
    if (
        i == 0
        or s.parse.lower[i - 1] != "the"
        or not text[0].isupper()
        or s.parse.xpos[i] not in ("NNP", "NNPS")
        or s.parse.relations[i] in ("compound", "amod", "flat")
    ):
        return False
    word = fold(text)
    return sum(d.named and len(d.parts) > 1 and d.parts[-1] == word for d in s.drafts.bodies) == 1


def _is_body(s: State, text: str) -> bool:
    """Whether what looks like a person's name is a body's: "Al-Shabaab", "Wagner" or "Kremlin" where nobody of that name was introduced."""
    if s.drafts.is_body(text) and not any(fold(text) in d.parts for d in s.drafts.people):
        return True  # "Folha said", after "the newspaper Folha"
    known = body(text)
    if known is None or person(text) is not None:
        return False
    if " " in text or text.isupper():
        return True
    return known.kind in ("group", "government") and not any(fold(text) in d.parts for d in s.drafts.people)


def _state_in(s: State, first: int, last: int) -> str | None:
    """The state in a body's name: "Russian Security Council"."""
    for i in range(first, last + 1):
        if i in s.places:
            place = s.places[i][0]
            number = s.place_of.get((place.start, place.end))
            return s.drafts.all[number].name if number is not None else place.name
        nation = demonym(s.parse.tokens[i].text)
        if nation:
            return nation
    return None
