"""Find the phrases of a text that name times, with what they mean and which way they look."""

import re
from itertools import pairwise
from typing import Final, NamedTuple

from sayso.text.parse import Parse
from sayso.times.grammar.phrase import phrase
from sayso.times.grammar.words import words
from sayso.times.meaning import About, Cal, Clock, Cycle, Lasting, Meaning, Nth, Open, Part, Range, Repeat, Shift, Spell, Stretching, Unit, Vague, day_of
from sayso.times.tense import governor, in_past, tense

__all__ = ["Phrase", "find", "head_of"]

_FARTHEST: Final = 9
"""Most words before the word that gives a time away: "the first two and a half weeks"."""

_SIDES: Final = {
    "since": "from",
    "from": "from",
    "after": "after",
    "until": "to",
    "till": "to",
    "by": "to",
    "before": "before",
    "starting": "from",
    "beginning": "from",
}


class Phrase(NamedTuple):
    """Tokens ``first`` to ``last`` inclusive, what they mean, and the direction of their tense (−1, 0, 1).

    −2 is past, too, but of a verb that the phrase does not date itself: "named 10 November as the last day", said in October, looks ahead.
    """

    first: int
    last: int
    meaning: Meaning
    direction: int
    event: int = -1


def find(parse: Parse) -> tuple[Phrase, ...]:
    """The phrases of a text that name times, not yet read from any day.

    >>> from sayso.models import parse
    >>> p = parse("Shelling went on from Monday until late on Friday night.")
    >>> [p.words(x.first, x.last) for x in find(p)]
    ['Monday until late on Friday night']
    """
    w = parse.lower
    known = words()
    triggers, before = known.triggers, known.before
    out: list[Phrase] = []
    floor = 0
    stamps = _stamps(parse)
    for i in [i for i, word in enumerate(w) if word in triggers or word[0] in "0123456789" or word[:4] == "mid-"]:
        if i < floor:
            continue
        if i in stamps:
            out.append(Phrase(i, i, stamps[i], 0))
            floor = i + 1
            continue
        word = w[i]
        first = i
        sentence = parse.sentence
        while first > floor and i - first < _FARTHEST and (w[first - 1] in before or w[first - 1][0] in "0123456789") and sentence[first - 1] == sentence[i]:
            first -= 1
        if first - floor >= 2 and word in known.plural_units and parse.upos[first - 1] == "ADJ" and (w[first - 2] in before or w[first - 2].isdecimal()):
            first -= 2  # "two bloody weeks"
        found = None
        for start in range(first, i + 1):
            found = phrase(parse, start)
            if found is not None and found[1] > i:
                break
            found = None
        if found is None:
            continue
        made = _phrase(parse, start, found[0], found[1])
        if (found[0] == Cycle("Q") or (isinstance(found[0], Shift) and found[0].base == Cycle("Q"))) and not any(_of_quarters(x.meaning) for x in out):
            made = None  # "the latest period" of what?
        if made is not None:
            if out:
                out[-1] = _share_year(parse, out[-1], made)
            out.append(made)
            floor = made.last + 1
    return tuple(out)


_STAMP: Final = re.compile(r"([01]?\d|2[0-3])[.h]([0-5]\d)")
_STAMPS: Final = 3
"""Entries that a page must have for "14.32" at their head to be clock times."""


def _stamps(parse: Parse) -> dict[int, Clock]:
    """The clock times over the entries of a live page that are written with a full stop or an h, as much of Europe does: "14.32 Tanks enter
    the town". They must stand at the head of several paragraphs and run one way, or they are numbers of paragraphs or amounts."""
    found: dict[int, Clock] = {}
    for i in parse.paragraphs:
        while i + 1 < len(parse) and parse.upos[i] == "PUNCT":
            i += 1
        m = _STAMP.fullmatch(parse.lower[i])
        if m is not None:
            found[i] = Clock(int(m[1]), int(m[2]))
    minutes = [c.hour * 60 + (c.minute or 0) for c in found.values()]
    steps = {b >= a for a, b in pairwise(minutes)}
    return found if len(found) >= _STAMPS and len(steps) == 1 else {}


def _of_quarters(m: Meaning) -> bool:
    """Whether a time is a quarter of a year or counts in them."""
    return (isinstance(m, Cycle) and m.name[0] == "Q") or (isinstance(m, (Unit, Nth, Shift)) and m.unit == "Q")


def _share_year(parse: Parse, one: Phrase, other: Phrase) -> Phrase:
    """The first of two dates with the year of the second: "in May and June 2021"."""
    a, b = one.meaning, other.meaning
    if other.first - one.last == 2 and parse.lower[one.last + 1] in ("and", "or", ",") and isinstance(a, Cal) and isinstance(b, Cal):
        if a.year is None and a.month is not None and b.year is not None and b.month is not None and (a.day is None) == (b.day is None) and a.month <= b.month:
            return one._replace(meaning=a._replace(year=b.year))
    return one


def _perfect(parse: Parse, verb: int) -> bool:
    """Whether a verb is in the present perfect: "has closed"."""
    return verb >= 0 and any(parse.lower[c] in ("has", "have", "'ve") and parse.relations[c] == "aux" for c in parse.children[verb])


def head_of(parse: Parse, first: int, last: int) -> int:
    """The token of a phrase whose head lies outside it."""
    heads = parse.heads
    for i in range(first, last + 1):
        if not first <= heads[i] <= last and parse.upos[i] not in ("DET", "PUNCT", "ADP", "ADV"):
            return i
    return parse.top(first, last)


def _phrase(parse: Parse, first: int, meaning: Meaning, behind: int) -> Phrase | None:
    last = behind - 1
    w = parse.lower
    if isinstance(meaning, Vague) and meaning.timex == "FUTURE_REF" and w[last] in ("soon", "shortly") and (tense(parse, last) < 0 or in_past(parse, last)):
        return None  # "he soon left", "they would soon leave" is what came next
    if isinstance(meaning, (Unit, Spell, Stretching)) and _titled(parse, first, last):
        return None
    if isinstance(meaning, (Vague, Repeat)):
        return Phrase(first, last, meaning, 0)
    head = head_of(parse, first, last)
    if isinstance(meaning, Cal) and meaning.day is not None and meaning.year is None and _party(parse, last, head):
        return None
    direction = tense(parse, head)
    before = w[first - 1] if first else ""
    if direction > 0 and _is_weekday(meaning) and last + 1 < len(w) and w[last + 1] in ("'s", "'") and not _to_come(parse, head):
        direction = -1  # "will answer Wednesday's ruling", but "will attend Friday's meeting"
    if isinstance(meaning, Cal) and meaning.year is None and meaning.month is not None and _describes(parse, last, head):
        # "will hold to a June accord", "regretted the 14 January deadline": the nearest one, or the past one of what is past
        direction = 0 if direction > 0 or _to_come(parse, head) else direction
    if direction == -1 and isinstance(meaning, Cal) and meaning.month is not None and meaning.year is None and not _dates_verb(parse, head, last):
        direction = -2
    if w[max(0, first - 2) : first] == ["ahead", "of"]:
        direction = 1
    if before == "since":
        direction = -1  # whatever the tense: "since Tuesday the bridge is shut"
    if before in ("until", "till", "to") and parse.lemmas[governor(parse, head)] in _PUT_OFF:
        direction = 1
    if direction < 0 and before in ("until", "till", "by", "through") and not _is_weekday(meaning):
        # "had until 10 April", said in March, is no matter of eleven months ago; "led the party until June" is past
        direction = -2 if before in ("until", "till") and parse.lemmas[governor(parse, head)] in _LASTING else 0
    elif direction < 0 and before in ("until", "till") and _is_weekday(day_of(meaning)) and _perfect(parse, governor(parse, head)):
        direction = 1  # "has closed the airport until Monday"
    if before == "as" and first > 2 and w[first - 2] in ("soon", "early", "late") and direction < 0 and w[first - 2] != "late":
        direction = 1
    if isinstance(meaning, Spell):
        if before in ("in", "within") and meaning.unit != "S":
            # "in three days" looks ahead; "took the town in three days" is how long it took
            if (before == "within" or direction > 0 or (direction == 0 and governor(parse, head) < 0)) and meaning.number is not None:
                if before == "within" and direction > 0 and meaning.high == meaning.number:
                    return Phrase(first, last, Stretching(meaning.number, meaning.unit, 1), 1)
                if before == "in":
                    return Phrase(first, last, Shift(meaning.number, meaning.high, meaning.unit, 1), 1)
        event = _event(parse, last)
        if event >= 0 and (meaning.number is not None or w[last + 1] == "before") and w[last + 1] in ("after", "before", "into"):
            return Phrase(first, last, Shift(meaning.number, meaning.high, meaning.unit, -1 if w[last + 1] == "before" else 1, "event"), direction, event)
        return Phrase(first, last, meaning, direction)
    if isinstance(meaning, Range) and before == "since":
        return Phrase(first, last, meaning, direction)
    if before in words().approximate and isinstance(meaning, (Clock, Part)) and first > 1 and w[first - 2] in _SIDES:
        before = w[first - 2]  # "before around 2 p.m."
    if before == "than" and first > 1 and (side := _than(w, first - 2)):
        return Phrase(first, last, Open(side, meaning), direction)
    if before in words().approximate and before != "some" and not isinstance(meaning, (Clock, Shift, Stretching, Range)) and _alone(parse, last, head):
        meaning = About(meaning)
        before = w[first - 2] if first > 1 else ""
    if _goes_on(parse, last, before):
        return Phrase(first, last + 1, Open("on", meaning), direction)
    if w[last + 1 : last + 3] in (["or", "later"], ["or", "after"]) and isinstance(meaning, (Cal, Clock)) and parse.sentence[last + 2] == parse.sentence[last]:
        return Phrase(first, last + 2, Open("on", meaning), direction)
    side = _SIDES.get(before)
    if before == "on" and first > 1 and w[first - 2] in ("starting", "beginning"):
        side = "from"
    if side and _alone(parse, last, head) and not isinstance(meaning, (Range, Stretching, Lasting)) and not (before == "by" and isinstance(meaning, (Part,))):
        if before == "from" and (isinstance(meaning, About) or not _runs_on(parse, first, last)):
            return Phrase(first, last, meaning, direction)
        if before == "before" and isinstance(meaning, Clock) and meaning.day is None:
            return Phrase(first, last, meaning, direction)
        return Phrase(first, last, Open(side, meaning), direction)
    if isinstance(meaning, Cal) and meaning.weekday is not None and meaning.month is None and meaning.day is None and direction == 0:
        return Phrase(first, last, meaning, -1)
    return Phrase(first, last, meaning, direction)


_LASTING: Final = frozenset("head lead run serve govern rule command live reside work act hold".split())
"""What somebody did until a month: his time is over, however near that month comes again."""
_PUT_OFF: Final = frozenset("postpone extend delay give have adjourn defer reschedule set allow".split())


def _than(w: list[str], i: int) -> str | None:
    """The side that a comparison leaves open: "no later than", "earlier than"; None for "more than"."""
    negated = i > 0 and w[i - 1] in ("no", "not")
    return {"later": "to" if negated else "after", "earlier": "from" if negated else "before", "sooner": "from" if negated else None}.get(w[i])


def _is_weekday(m: Meaning) -> bool:
    while isinstance(m, (Part, Clock)) and m.day is not None:
        m = m.day
    return isinstance(m, Cal) and m.weekday is not None and m.month is None and m.day is None


def _to_come(parse: Parse, head: int) -> bool:
    """Whether a weekday's noun is something that people look forward to: "Friday's meeting"."""
    return parse.heads[head] >= 0 and parse.lemmas[parse.heads[head]] in words().to_come


def _titled(parse: Parse, first: int, last: int) -> bool:
    """Whether capitals show, in a sentence that is no headline, that words for a unit are a name: "This Week", "the Hundred Years' War"."""
    i = last - 1 if parse.lower[last] in ("'", "'s") and last > first else last
    word = parse.tokens[i].text
    if not word[0].isupper() or not word[1:].islower() or i == parse.sentences[parse.sentence[i]][0] or parse.upos[i - 1] == "PUNCT":
        return False
    k = last + 2 if parse.lower[last + 1 : last + 2] in (["'"], ["'s"]) else last + 1
    if k < len(parse) and parse.sentence[k] == parse.sentence[i] and parse.upos[k] in ("NOUN", "PROPN") and first < i and parse.tokens[k].text[0].isupper():
        return True
    return not _headline(parse, i)


def _party(parse: Parse, last: int, head: int) -> bool:
    """Whether a date is the name of those behind it: "the 26 July Movement"."""
    h = parse.heads[head]
    return h == last + 1 and parse.upos[h] == "PROPN" and parse.tokens[h].text[0].isupper() and not _headline(parse, last)


def _headline(parse: Parse, i: int) -> bool:
    """Whether a sentence has hardly a word of weight without a capital."""
    a, b = parse.sentences[parse.sentence[i]]
    return sum(parse.tokens[k].text[:1].islower() and parse.upos[k] in ("NOUN", "VERB", "ADJ", "ADV") for k in range(a, b + 1)) < 2


def _describes(parse: Parse, last: int, head: int) -> bool:
    """Whether a time stands before a noun as part of its name: "a June accord"."""
    h = parse.heads[head]
    return h > last and parse.base_relations[head] in ("compound", "nmod") and parse.upos[h] in ("NOUN", "PROPN")


def _dates_verb(parse: Parse, head: int, last: int) -> bool:
    """Whether a phrase says when the verb over it happened: "came on 3 May"; not "set 3 May as the day", "told to leave on 3 May"."""
    if parse.lower[last + 1 : last + 2] in (["as"], ["for"]) and parse.relations[head].partition(":")[2] == "unmarked":
        return False
    h = parse.heads[head]
    return (
        h >= 0
        and parse.base_relations[head] in ("obl", "nmod", "advmod")
        and (parse.xpos[h] in ("VBD", "VBN", "VBG") or any(parse.xpos[c] == "VBD" for c in parse.children[h]))
    )


def _alone(parse: Parse, last: int, head: int) -> bool:
    """Whether the preposition before a phrase governs it and not a noun behind it: "after Monday", not "after Monday's vote"."""
    if last + 1 >= len(parse) or parse.sentence[last + 1] != parse.sentence[last]:
        return True
    if parse.lower[last + 1] in ("'s", "'"):
        return False
    h = parse.heads[head]
    return not (h > last and parse.base_relations[head] in ("compound", "nmod", "amod", "nummod", "advmod", "det") and parse.upos[h] in ("NOUN", "PROPN"))


def _goes_on(parse: Parse, last: int, before: str) -> bool:
    """As in "from Friday onwards", "from 1990 on"; but "from Friday on the border was shut"."""
    i = last + 1
    if i >= len(parse) or parse.sentence[i] != parse.sentence[last]:
        return False
    ends = i + 1 == len(parse) or parse.sentence[i + 1] != parse.sentence[i] or parse.upos[i + 1] in ("PUNCT", "CCONJ", "VERB", "AUX")
    return parse.lower[i] in ("onwards", "onward") or (parse.lower[i] == "on" and before == "from" and ends)


def _runs_on(parse: Parse, first: int, last: int) -> bool:
    """Whether "from" opens a stretch ("from Friday the bridge will be shut"), not an origin ("a letter from 1943")."""
    head = head_of(parse, first, last)
    h = parse.heads[head]
    return h < 0 or parse.upos[h] in ("VERB", "AUX")


def _event(parse: Parse, last: int) -> int:
    """The noun that a length of time is counted from: "two days after the summit"; −1 if none."""
    i = last + 1
    if i + 1 >= len(parse) or parse.sentence[i + 1] != parse.sentence[last] or parse.lower[i] not in ("after", "before", "into"):
        return -1
    for k in range(i + 1, min(i + 7, parse.sentences[parse.sentence[last]][1] + 1)):
        if parse.upos[k] == "NOUN" and parse.relations[k] != "compound" and not (k + 1 < len(parse) and parse.upos[k + 1] == "NOUN"):
            return k
        if parse.upos[k] not in ("DET", "ADJ", "NOUN", "PROPN", "PART", "NUM"):
            return -1
    return -1
