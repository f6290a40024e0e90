"""Where and when a figure holds, whether it is said to be so, and per what."""

from collections.abc import Sequence
from functools import cache
from typing import Any, NamedTuple

from sayso.tables import table
from sayso.text.headers import body_start
from sayso.text.parse import Parse
from sayso.types.reading import Modality, Place, Time

__all__ = ["Places", "Where", "dated", "modality", "money", "part_cue", "rate", "words_of"]


class Where(NamedTuple):
    """A place and how sure it is that the figure belongs there."""

    place: Place | None
    sure: float


@cache
def words_of(name: str) -> frozenset[str]:
    """A list of ``figures/context`` as a set."""
    return frozenset(table("figures/context")[name])


_CUES = frozenset({"including", "among", "incl", "incl.", "notably"})
_PAIRS = frozenset({("of", "whom"), ("of", "which"), ("of", "them"), ("among", "whom"), ("among", "them")})


def part_cue(words: Sequence[str], first: int) -> bool:
    """Whether the words before a number at ``first`` make it a part of another: "including", "of whom"."""
    close = words[max(0, first - 4) : first]
    return any(w in _CUES for w in close) or any(tuple(close[k : k + 2]) in _PAIRS for k in range(len(close) - 1))


class Places:
    """The places of a report by token, with the one in focus before each."""

    def __init__(self, parse: Parse, places: Sequence[Place]) -> None:
        self._parse = parse
        self.at: list[Place | None] = [None] * len(parse)
        self._focus: list[tuple[int, Place]] = []
        self._dateline: Place | None = None
        start = body_start(parse.text)
        for p in places:
            if p.start < start:
                # where a report was filed is where its figures hold only if it names no other place
                self._dateline = self._dateline or p
                continue
            first, last = parse.tokens_in(p.start, p.end)
            for i in range(first, last + 1):
                self.at[i] = p
            if p.use == "location" and first <= last:
                self._focus.append((first, p))
        self._focus.sort(key=lambda f: f[0])

    def of(self, noun: int, by: int, first: int) -> Where:
        """The place of a figure: in its noun phrase, then in the clause of ``by``, then in the clauses above, then in focus.

        It is the one that the grammar gives, not the nearest: in "shells from Belgorod killed 12 in Kharkiv" it is Kharkiv.
        """
        parse = self._parse
        if not self._focus:
            return Where(self._dateline, 0.4) if self._dateline else Where(None, 1.0)
        seen: set[int] = set()
        for t in (noun, by):
            if t >= 0 and t not in seen:
                found = self._below(t, seen)
                if found:
                    return Where(found, 0.9)
        anchor = by if by >= 0 else noun
        for t in (noun, *parse.ancestors(noun)) if by < 0 else (by, *parse.ancestors(by)):
            found = self._below(t, seen)
            if found:
                return Where(found, 0.8)
            subject = parse.child(t, "nsubj")
            if subject >= 0:
                found = self._inside(subject)
                if found:
                    return Where(found, 0.75)
        start, end = parse.sentences[parse.sentence[anchor]]
        return self._in_focus(start, end, first)

    def _below(self, t: int, seen: set[int]) -> Place | None:
        """The place of a prepositional phrase, possessive or object that depends on ``t``."""
        parse = self._parse
        seen.add(t)
        best: Place | None = None
        rank = 9
        if self.at[t] is not None and self._is_location(t):
            return self.at[t]
        for c in parse.children[t]:
            base = parse.relations[c].partition(":")[0]
            if base in ("obl", "nmod", "obj", "advmod", "appos", "dislocated", "acl", "advcl", "dep") or parse.relations[c] == "nmod:poss":
                case = parse.child(c, "case")
                word = parse.lower[case] if case >= 0 else ""
                r = (
                    8
                    if base == "advcl"
                    else _CASES.get(word, 5)
                    if base in ("obl", "nmod", "advmod", "acl", "dep") and parse.relations[c] != "nmod:poss"
                    else 3
                )
                if r >= rank or (base == "acl" and c < t):
                    continue
                place = self._inside(c) if base not in ("acl", "advcl") else self._below_clause(c)
                if place is not None:
                    best, rank = place, r
        return best

    def _below_clause(self, c: int) -> Place | None:
        for g in self._parse.children[c]:
            if self._parse.relations[g].startswith(("obl", "obj")):
                place = self._inside(g)
                if place is not None:
                    return place
        return None

    def _is_location(self, t: int) -> bool:
        p = self.at[t]
        return p is not None and p.use == "location"

    def _inside(self, c: int) -> Place | None:
        """The first location in the phrase of ``c``, its own word before what hangs on it."""
        parse = self._parse
        if self._is_location(c):
            return self._innermost(c)
        again = self._spoken_of(c)
        if again is not None:
            return again
        stack = [c]
        found: list[int] = []
        while stack:
            t = stack.pop()
            for g in parse.children[t]:
                base = parse.relations[g].partition(":")[0]
                if base in ("nmod", "compound", "flat", "appos", "amod", "conj", "nummod", "det", "obl"):
                    if self._is_location(g):
                        found.append(g)
                    stack.append(g)
        return self._innermost(min(found)) if found else None

    def _spoken_of(self, c: int) -> Place | None:
        """The place that "the city" or "the province" means: the last of that sort before it."""
        parse = self._parse
        sorts = _SORTS.get(parse.lemmas[c].lower())
        if sorts is None or not any(parse.lower[g] in ("the", "this", "that") for g in parse.children[c] if parse.relations[g] == "det"):
            return None
        for g in parse.children[c]:
            # "the city of Homs", "the port city Odesa" name theirs
            if self._is_location(g) and (parse.relations[g].partition(":")[0] in ("compound", "appos", "flat") or parse.lower[g - 1] == "of"):
                return None
        return next((p for i, p in reversed(self._focus) if i < c and p.precision in sorts), None)

    def _innermost(self, i: int) -> Place | None:
        """The place at ``i``, or the one that it owns: "China's Hunan Province" means Hunan."""
        words = self._parse.lower
        here = self.at[i]
        while i + 1 < len(words) and self.at[i + 1] is here:
            i += 1
        if i + 2 < len(words) and words[i + 1] in ("'s", "'"):
            for k in range(i + 2, min(i + 6, len(words))):
                if self.at[k] is not None and self.at[k] is not here and self._is_location(k):
                    return self.at[k]
        return here

    def _in_focus(self, start: int, end: int, first: int) -> Where:
        """The last location before the figure in its sentence, else the first behind it, else the last of the text before."""
        before = [f for f in self._focus if f[0] < first]
        inside = [f for f in before if f[0] >= start]
        if inside:
            return Where(inside[-1][1], 0.6)
        behind = next((f for f in self._focus if first <= f[0] <= end), None)
        if behind:
            return Where(self._innermost(behind[0]), 0.6)
        if not before:
            # a report that names its place only afterwards: "1,057 were evacuated. Most are in the canton of …"
            after = next((f for f in self._focus if f[0] > end and self._parse.paragraph[f[0]] == self._parse.paragraph[first]), None)
            if after or self._dateline:
                return Where(after[1] if after else self._dateline, 0.4)
            return Where(None, 0.5)
        last, place = before[-1]
        parse = self._parse
        near = parse.paragraph[last] == parse.paragraph[first] or parse.sentence[first] - parse.sentence[last] <= 2
        # the innermost of the sentence that was spoken of last: "Andar district, Ghazni province" means Andar
        same = [f for f in before if parse.sentence[f[0]] == parse.sentence[last] and f[1].precision != "water"]
        return Where(_finest([p for _, p in same]) or place, 0.5 if near else 0.3)


_CASES = {"in": 0, "at": 0, "near": 1, "outside": 1, "around": 1, "across": 0, "inside": 0, "within": 0, "throughout": 0, "on": 1, "of": 1, "off": 2, "from": 4, "to": 6, "into": 4, "over": 3, "for": 5, "by": 7, "with": 7,
          "against": 7, "between": 4, "along": 1, "through": 4, "towards": 6, "toward": 6}  # fmt: skip
_TOWN = frozenset({"city", "point"})
_SORTS: dict[str, frozenset[str]] = {
    "city": _TOWN, "town": _TOWN, "village": _TOWN, "settlement": _TOWN, "port": _TOWN, "capital": _TOWN, "enclave": _TOWN | {"district"},
    "camp": frozenset({"point", "city"}), "district": frozenset({"district"}), "county": frozenset({"district"}), "province": frozenset({"province"}),
    "state": frozenset({"province"}), "region": frozenset({"province", "region"}), "country": frozenset({"country"}),
}  # fmt: skip
_FINE = {"point": 0, "city": 1, "district": 2, "province": 3, "region": 4, "water": 5, "country": 6}


def _finest(places: Sequence[Place]) -> Place | None:
    return min(places, key=lambda p: _FINE.get(p.precision or "region", 4), default=None)


def dated(parse: Parse, times: Sequence[Time], by: int, noun: int) -> str | None:
    """The EDTF of the time attached to the figure's clause."""
    if not times:
        return None
    from sayso.times import attach

    for t in (by, noun):
        if t >= 0:
            found = attach(parse, times, t)
            if found is not None and found.edtf:
                return found.edtf
    return _deeper(parse, times, by) if by >= 0 else None


def _deeper(parse: Parse, times: Sequence[Time], by: int) -> str | None:
    """A time deep inside the clause of ``by``: "during an operation in Andar, yesterday, the force killed three"."""
    first, last = parse.sentences[parse.sentence[by]]
    start, end = parse.tokens[first].start, parse.tokens[last].end
    body = body_start(parse.text)
    verbs = {by}
    if parse.relations[by].partition(":")[0] in ("advcl", "xcomp", "conj") and parse.heads[by] >= 0:
        verbs.add(parse.heads[by])
    for t in times:
        if not (max(start, body) <= t.start < end) or t.edtf is None or t.type not in ("date", "time"):
            continue
        i = parse.tokens_in(t.start, t.end)[0]
        verb = next((a for a in parse.ancestors(i) if parse.upos[a] == "VERB"), -1)
        if verb in verbs:
            return t.edtf
    return None


def modality(parse: Parse, by: int) -> Modality:
    """Whether what the figure measures is said to be so, planned, possible, conditional, demanded or denied."""
    if by < 0:
        return "asserted"
    t: dict[str, Any] = {name: words_of(name) for name in ("possible", "planned", "demanded", "denying")}
    chain = [by]
    for a in parse.ancestors(by):
        relation = parse.relations[chain[-1]]
        if relation.partition(":")[0] in ("xcomp", "ccomp", "csubj", "conj", "acl", "advcl", "aux", "obj", "nmod", "obl"):
            chain.append(a)
        else:
            break
    if parse.relations[by].partition(":")[0] in ("acl", "advcl") and any(parse.lower[c] == "to" and parse.relations[c] == "mark" for c in parse.children[by]):
        return "planned"  # "an operation to evacuate 3,000 people"
    for k, v in enumerate(chain[:4]):
        if k and parse.relations[chain[k - 1]].partition(":")[0] in ("conj", "advcl"):
            continue
        below = parse.relations[chain[k - 1]].partition(":")[0] if k else ""
        helpers = {parse.lower[c] for c in parse.children[v] if parse.relations[c].startswith(("aux", "advmod"))}
        lemma = parse.lemmas[v].lower()
        if k == 0 or below in ("xcomp", "ccomp"):
            if helpers & {"not", "n't", "never"} and (k == 0 or below == "xcomp"):
                return "denied"
            if k and below in ("xcomp", "ccomp") and lemma in t["denying"]:
                return "denied"
            if helpers & t["demanded"] or (k and lemma in t["demanded"] and below == "xcomp"):
                return "demanded"
            if helpers & {"may", "might", "could", "possibly", "perhaps", "potentially", "probably"} or (
                lemma in t["possible"] and (k or parse.lower[v] == "feared")
            ):
                return "possible"
            if helpers & {"will", "'ll", "shall", "wo"} or (k and below == "xcomp" and lemma in t["planned"]):
                return "planned"
        elif lemma in t["denying"] and below in ("obj", "acl", "nmod", "obl"):
            return "denied"
        if any(parse.relations[c] == "mark" and parse.lower[c] in ("if", "unless") for c in parse.children[v]):
            return "conditional"
    return "asserted"


def rate(parse: Parse, last: int, verb: int) -> str | None:
    """Such as "day" for "a day", "per day", "every day", "daily" behind the counted noun or on its verb; else None."""
    units = table("figures/context")["time_units"]
    words = parse.lower
    end = parse.sentences[parse.sentence[last]][1]
    for k in range(last + 1, min(last + 3, end + 1)):
        w = words[k]
        if w in ("daily", "weekly", "monthly", "yearly", "annually", "nightly", "hourly"):
            return str(units[w])
        if w in ("a", "an", "per", "every", "each") and k < end and words[k + 1] in units and words[k + 1].rstrip("s") == words[k + 1]:
            if k + 2 <= end and words[k + 2] in ("ago", "later", "earlier", "after", "before", "old"):
                return None
            return str(units[words[k + 1]])
        if parse.upos[k] not in ("VERB", "NOUN", "ADV", "AUX", "ADJ"):
            break
    if verb >= 0:
        for c in parse.children[verb]:
            if parse.relations[c].startswith(("obl", "advmod")) and words[c] in units:
                det = parse.child(c, "det")
                case = parse.child(c, "case")
                if (
                    words[c] in ("daily", "weekly", "monthly", "nightly")
                    or (det >= 0 and words[det] in ("every", "each"))
                    or (case >= 0 and words[case] == "per")
                ):
                    return str(units[words[c]])
    return None


def money(parse: Parse, first: int, last: int) -> str | None:
    """The currency of an amount of money, before the number or within three words behind it; None if it is none."""
    words = parse.lower
    if first > 0 and (words[first - 1] in words_of("money_before") or (parse.text[parse.tokens[first - 1].end - 1] in "$€£¥₴₽₹")):
        return parse.tokens[first - 1].text
    for k in range(last + 1, min(last + 4, len(words))):
        if words[k] in words_of("money_after") or parse.lemmas[k].lower() in words_of("money_after"):
            return parse.tokens[k].text
        if parse.upos[k] not in ("ADJ", "PROPN", "SYM") and words[k] != "of":
            return None
    return None
