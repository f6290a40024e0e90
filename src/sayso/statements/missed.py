"""Attributions that the encoder leaves unmarked and syntax shows beyond doubt."""

from collections.abc import Collection
from functools import cache
from typing import Final

from sayso.statements.cues import CALLS, ISSUE
from sayso.statements.draft import Draft
from sayso.statements.extent import whole
from sayso.statements.lists import of_cues
from sayso.statements.several import tellers
from sayso.statements.syntax import subject, unable
from sayso.tables import table
from sayso.text.parse import AttributionSpan, Parse

__all__ = ["missed", "shown"]

_SURE: Final = 0.5
"""Confidence of a draft that only syntax shows."""


def missed(parse: Parse, drafts: Collection[Draft]) -> list[Draft]:
    """Drafts of verbs that credit their subject and that no cue or content covers.

    "The ministry said that …" (a clause of its own), "aid workers contest his figures" (an account as the object of a verb of
    dispute), "officials put the toll at 30".
    """
    drafted = {i for d in drafts for a, b in (*d.contents, *([d.cue] if d.cue else [])) for i in range(a, b + 1)}
    marked = drafted | {i for s in parse.attribution if s.role == "content" for i in _uncut(parse, drafted, s)}
    taken = {i for d in drafts for part in (d.source, d.cue) if part is not None for i in range(part[0], part[1] + 1)}
    out = []
    for i in [i for i, kind in enumerate(parse.upos) if kind == "VERB"]:
        covered = (
            drafted if parse.lemmas[i] in _GIVES or parse.lemmas[i] == "accuse" else marked
        )  # "put the toll at 30" the encoder takes for content of nobody's
        if i in covered or parse.relations[i].startswith("csubj"):
            continue
        if parse.relations[i].startswith("acl") and not unable(parse, i):
            continue
        content = shown(parse, i)
        content = _before_drafted(parse, drafted, content) if content is not None else None
        if content is None or any(k in covered for k in range(content[0], content[1] + 1)):
            continue
        who = subject(parse, i, [content])
        if who is not None and parse.upos[parse.top(*who)] in ("NOUN", "PROPN", "PRON"):
            gap = _gapped(parse, i, content) if parse.lemmas[i] in _GIVES else None
            if gap is not None:
                content = (content[0], gap[0][0] - 2)
                out.append(Draft(gap[0], (i, i), (gap[1],), _SURE))
            parts = [_before_drafted(parse, drafted, p) for p in whole(parse, i, (min(who[0], i), max(who[1], i)), [content], taken)]
            out.append(Draft(who, (i, i), tuple(parts), _SURE))
    out += [d for d in (_in_the_words(parse, i) for i, w in enumerate(parse.lower) if w in _MANNERS and i not in drafted) if d is not None]
    out += [
        d
        for d in (_according(parse, a, b) for a, b in parse.sentences)
        if d is not None and not any(i in drafted for i in range(d.contents[0][0], d.contents[0][1] + 1))
    ]
    return out + [d for d in (_media_report(parse, i) for i, w in enumerate(parse.lower) if w == "report" and i not in drafted) if d is not None]


def _before_drafted(parse: Parse, drafted: Collection[int], content: tuple[int, int]) -> tuple[int, int]:
    """A content up to a semicolon behind which that of a draft begins."""
    stop = next((k for k in range(content[0] + 1, content[1]) if parse.tokens[k].text == ";" and k + 1 in drafted), content[1] + 1)
    return content[0], stop - 1


def _uncut(parse: Parse, drafted: Collection[int], s: AttributionSpan) -> range:
    """The tokens of a span; of a content whose draft begins behind its semicolon those behind it: what stands before may be another's."""
    behind = s.last + 2 if s.last + 2 < len(parse) else s.last
    if s.role == "content" and parse.tokens[behind - 1].text == ";" and behind in drafted and not any(k in drafted for k in range(s.first, s.last + 1)):
        return range(0)
    stops = [k for k in range(s.first + 1, s.last) if parse.tokens[k].text == ";" and k not in drafted]
    cut = next((k for k in stops if k + 1 in drafted), s.first - 1)
    end = next((k for k in stops if k > cut and k - 1 in drafted and k + 1 not in drafted), s.last + 1)
    return range(cut + 1, end)


_MANNERS: Final = frozenset("words opinion view eyes judgement judgment estimation".split())


def _in_the_words(parse: Parse, i: int) -> Draft | None:
    """Such as "It is “only a drop”, in the words of the agency's head", "In the opinion of the council, the camp is too small"."""
    first, last = parse.sentences[parse.sentence[i]]
    if i - 2 < first or parse.lower[i - 2 : i] != ["in", "the"] or i + 2 > last or parse.lower[i + 1] != "of":
        return None
    who = parse.child(i, "nmod")
    end = parse.subtree(who)[1] if who > i else -1
    if end < 0:
        return None
    content = (first, i - 4) if parse.tokens[i - 3].text == "," and i - 4 > first else (end + 2, last) if end + 2 < last else None
    return Draft((i + 2, end), (i - 2, i + 1), (content,), _SURE) if content is not None else None


def _according(parse: Parse, first: int, last: int) -> Draft | None:
    """A sentence that begins with a credit: "According to confirmed reports, the bridge was hit"."""
    noun = parse.heads[first]
    if parse.lower[first : first + 2] != ["according", "to"] or parse.relations[first] != "case" or not first < noun < last:
        return None
    end = parse.subtree(noun)[1]
    end -= parse.upos[end] == "PUNCT"
    if end + 2 >= last or parse.tokens[end + 1].text != "," or parse.heads[noun] <= end + 1:
        return None
    return Draft((first + 2, end), (first, first + 1), ((end + 2, last),), _SURE)


def _media_report(parse: Parse, i: int) -> Draft | None:
    """Such as ", state media report" at a clause's end, whose verb the tagger takes for a noun."""
    first, last = parse.sentences[parse.sentence[i]]
    if i - 1 <= first or parse.lower[i - 1] not in ("media", "outlets", "agencies", "officials", "newspapers") or i == last or parse.upos[i + 1] != "PUNCT":
        return None
    start = i - 1
    while (
        start > first
        and parse.upos[start - 1] in ("ADJ", "NOUN", "PROPN", "PUNCT")
        and parse.tokens[start - 1].text in ("-", parse.tokens[start - 1].text.strip(","))
    ):
        start -= 1
    if start - 1 <= first or parse.tokens[start - 1].text != "," or not any(parse.upos[k] in ("VERB", "AUX") for k in range(first, start - 1)):
        return None
    return Draft((start, i - 1), (i, i), ((first, start - 2),), _SURE)


def shown(parse: Parse, verb: int) -> tuple[int, int] | None:
    """What a verb credits its subject with, as far as syntax shows it."""
    lemma = parse.lemmas[verb]
    for c in parse.children[verb]:
        relation = parse.relations[c]
        noun = parse.lemmas[c]
        if c < verb:
            continue
        if (
            relation == "obl"
            and (lemma == "speak" or (lemma == "tell" and parse.child(verb, "obj", "iobj") < 0))
            and parse.upos[c] in ("NOUN", "ADJ", "NUM")
            and (parse.subtree(c)[1] - parse.subtree(c)[0] > 1 or parse.upos[c] == "NUM")  # not "spoke of treason"
            and (parse.lower[parse.subtree(c)[0]] == "of" or any(parse.lower[k] == "of" and parse.relations[k] == "case" for k in parse.children[c]))
        ):
            return c if parse.lower[c - 1] == "of" else parse.subtree(c)[0] + 1, parse.subtree(c)[1]
        if (
            lemma in ("appeal", "call")
            and relation in ("advcl", "xcomp", "ccomp")
            and parse.xpos[c] == "VB"
            and any(parse.lower[k] == "to" for k in parse.children[c])
        ):
            return parse.subtree(c) if _called(parse, verb, c) else None
        if (
            relation == "xcomp"
            and lemma in ("say", "believe", "think", "report")
            and parse.child(verb, "obl:agent") > verb
            and parse.child(verb, "aux:pass") >= 0
        ):
            return parse.subtree(c)  # "is said by two of his men to have fled"
        if relation == "xcomp" and lemma in ("plan", "intend") and parse.upos[c] == "VERB" and parse.lower[verb - 1] not in ("likely", "probably"):
            return parse.subtree(c)
        if relation == "ccomp" and lemma in of_cues("speech") and parse.upos[c] != "PRON":
            return parse.subtree(c)
        if relation == "obj" and lemma in of_cues("calls"):
            to = parse.child(verb, "xcomp", "ccomp")
            if to > c:
                return parse.subtree(c)[0], parse.subtree(to)[1]
        if relation == "obj" and lemma in ISSUE and noun in CALLS and (asked := parse.child(c, "acl")) > c and parse.xpos[asked] == "VB":
            start = parse.subtree(asked)[0]
            return start + (parse.lower[start] == "for"), parse.subtree(asked)[1]  # "issued a joint call for the groups to disarm"
        if relation == "obj" and lemma in ("consider", "deem") and (held := parse.child(verb, "xcomp")) > c:
            return parse.subtree(c)[0], parse.subtree(held)[1]  # "the agencies consider this premature"
        if relation == "obj" and lemma == "hold" and (held := parse.child(verb, "xcomp")) > c and parse.low_lemmas[held] in ("responsible", "accountable"):
            return parse.subtree(c)[0], parse.subtree(held)[1]  # "holds the army responsible"
        if relation == "obj" and lemma == "demand" and parse.upos[c] == "NOUN":
            return parse.subtree(c)
        if relation == "obj" and lemma == "accuse":
            of = next((k for k in parse.children[verb] if parse.relations[k] == "advcl" and any(parse.lower[m] == "of" for m in parse.children[k])), -1)
            if of > c and parse.lower[c] in ("each", "one", "other", "another"):
                return parse.subtree(of)[0] + 1, parse.subtree(of)[1]  # "accused each other of shelling"
            if of > c:
                return parse.subtree(c)[0], parse.subtree(of)[1]  # "accused the army of shelling a town"
        if relation == "obj" and ((lemma in of_cues("contests") and noun in of_cues("accounts")) or (lemma == "claim" and noun == "responsibility")):
            return parse.subtree(c)
        if (relation in ("obj", "xcomp") and lemma in of_cues("tallies")) or (relation == "obj" and lemma == "give" and noun in of_cues("accounts")):
            start, end = parse.subtree(c)
            if any(parse.upos[k] == "NUM" for k in range(start, end + 1)):
                return start, end  # "the centre counts 18 dead", "local authorities gave a figure of 17"
        if relation == "obj" and lemma == "promise" and c > verb and parse.upos[c] == "NOUN" and parse.child(verb, "iobj") < 0:
            start, end = parse.subtree(c)
            if any(parse.upos[k] == "NUM" for k in range(start, c)) and parse.child(verb, "aux:pass") < 0:
                behind = next((k for k in parse.children[verb] if k > end and parse.relations[k] == "obl" and parse.subtree(k)[0] == end + 1), -1)
                whom = behind >= 0 and parse.lower[end + 1] in ("for", "to", "towards", "in")
                return start, parse.subtree(behind)[1] if whom else end  # "promised 6 million pounds for the monitors"
        if relation == "obj" and lemma in _GIVES and noun in of_cues("accounts") | _sums():
            # "at 27" is an oblique of the verb, or hangs on "dead" of "the number of dead"
            end = parse.subtree(verb)[1]
            word = _GIVES[lemma]
            at = next((k for k in range(c + 1, end) if parse.lower[k] == word and any(parse.upos[m] == "NUM" for m in range(k + 1, min(k + 6, end + 1)))), -1)
            if at >= 0:
                return parse.subtree(c)[0], max(_to_next_verb(parse, at, end), at + 1)
    return None


def _gapped(parse: Parse, verb: int, content: tuple[int, int]) -> tuple[tuple[int, int], tuple[int, int]] | None:
    """Source and content of a second number for which the verb is left out: "The mayor put the dead at 30, [the clinic] [at more than 50]"."""
    word = _GIVES[parse.lemmas[verb]]
    ats = [k for k in range(content[0], content[1]) if parse.lower[k] == word]
    if len(ats) < 2:
        return None
    comma = next((k for k in range(ats[1] - 1, ats[0], -1) if parse.tokens[k].text == "," or parse.lower[k] == "and"), -1)
    who = (comma + 1, ats[1] - 1)
    plain = comma > 0 and who[0] <= who[1] and all(parse.upos[k] in ("DET", "ADJ", "NOUN", "PROPN", "ADP") for k in range(who[0], who[1] + 1))
    said = plain and (parse.low_lemmas[parse.top(*who)] in tellers() or parse.name_at[parse.top(*who)] >= 0)
    return (who, (ats[1], content[1])) if said and parse.upos[who[0]] != "ADP" else None


def _called(parse: Parse, verb: int, what: int) -> bool:
    """Whether somebody is called on to do something: "appealed to the Centre to send boats"."""
    near = [c for c in parse.children[verb] if verb < c < what and parse.relations[c].startswith("obl")]
    return any(parse.lower[k] in ("to", "on", "upon", "for") for c in near for k in parse.children[c] if parse.relations[k] == "case")


_GIVES: Final = {"put": "at", "estimate": "at", "give": "as", "set": "at", "place": "at"}
"""Verbs that give a number to what they have as their object, with the word before the number."""


@cache
def _sums() -> frozenset[str]:
    """Nouns for what is counted: "put the dead at 30"."""
    known = table("figures/measures")
    return frozenset((*known["toll_nouns"], *known["weak"], *known["strong"], *known["troops"], "damage", "cost"))


def _to_next_verb(parse: Parse, at: int, end: int) -> int:
    """The last token before the next verb that shares the subject, or before a clause: "at 22 dead and 30 injured, and called …"."""
    stop = end + 1
    for k in range(at + 1, end + 1):
        other = parse.upos[k] == "VERB" and parse.relations[k] in ("conj", "parataxis", "advcl") and parse.heads[k] <= at
        if other or (parse.relations[k] == "mark" and parse.lower[k] in ("while", "but", "although", "though", "whereas")):
            stop = min([k, *(c for c in parse.children[k] if at < c < k)]) if other else k
            break
    while stop - 1 > at and parse.upos[stop - 1] in ("PUNCT", "CCONJ", "SCONJ"):
        stop -= 1
    return stop - 1
