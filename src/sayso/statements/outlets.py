"""Outlets of news: which words mean one, and what it is called."""

from sayso.entities import Entities, describe, source_kind
from sayso.entities.knowledge import body, demonym
from sayso.statements.lists import of_media
from sayso.text.parse import Parse
from sayso.times.grammar.words import weekdays

__all__ = ["hears", "is_other_body", "is_outlet", "named_as_outlet", "outlet_name", "relays"]


def relays() -> frozenset[str]:
    """Verbs with which an outlet passes on what another has said."""
    return of_media("relays")


def is_outlet(parse: Parse, entities: Entities, token: int) -> bool:
    """Whether a token means a newspaper, agency or broadcaster."""
    lemma = parse.low_lemmas[token]
    if lemma in of_media("bodies") and parse.name_at[token] < 0:
        # "the UN refugee agency", "a network of activists": an outlet only if it is one of news, or nothing narrows it
        channel = lemma in of_media("channels")  # "the Afghan station", but not "the Syrian network"
        front = [
            parse.lower[c]
            for c in parse.children[token]
            if parse.relations[c] in ("compound", "amod", "nmod", "nmod:poss") and not (channel and demonym(parse.tokens[c].text) is not None)
        ]
        of_somebody = any(w in ("run", "owned", "linked", "affiliated", "aligned", "controlled", "backed") for w in front)  # "the rebel-run agency Saba"
        narrowed = not any(w in of_media("news") or (w in of_media("of_state") and channel) for w in front)
        if front and narrowed and not of_somebody and not _is_agency(parse, token):
            named = next((c for c in (token + 1,) if c < len(parse) and parse.heads[c] == token and parse.name_at[c] >= 0), None)
            return named is not None and source_kind(parse, entities, named) == "publication"
    return source_kind(parse, entities, token) == "publication" or lemma in of_media("outlets") or _named_like_one(parse, entities, token)


def _is_agency(parse: Parse, token: int) -> bool:
    """Whether a noun ends the name of a known outlet: "the Anadolu agency"."""
    n = parse.name_at[token - 1] if token else -1
    known = body(parse.words(parse.names[n].first, token)) if n >= 0 else None
    return known is not None and known.kind == "publication"


def _named_like_one(parse: Parse, entities: Entities, token: int) -> bool:
    """Whether a name that no list knows has a word that only outlets have in theirs: "the Upper Lake Courier"."""
    n = parse.name_at[token]
    if n < 0 or source_kind(parse, entities, token) in ("anonymous", "publisher"):
        return False
    name = parse.names[n]
    found = entities.at[token]
    person = entities.get(found).kind == "person" if found is not None else name.kind == "PER"
    first, last = parse.lower[name.first], parse.lower[name.last]
    if name.first and parse.lower[name.first - 1] in of_media("outlets") and parse.sentence[name.first - 1] == parse.sentence[name.first] and not person:
        return True  # "the daily Al Nahar"
    # people are called Post and Daily, but none is called Radio
    return first in of_media("first_titles") or (not person and (first in of_media("titles") or last in of_media("titles")))


def named_as_outlet(parse: Parse, first: int) -> bool:
    """Whether a name stands right behind a word for an outlet: "the newspaper Nasha Niva"."""
    return first > 0 and parse.lower[first - 1] in of_media("outlets") and parse.sentence[first - 1] == parse.sentence[first]


def is_other_body(parse: Parse, first: int, last: int) -> bool:
    """Whether a name is that of a body which is no outlet: an acronym, or one with a word for such a body in it."""
    words = parse.lower[first : last + 1]
    return parse.tokens[first].text.isupper() or any(w in of_media("other_bodies") for w in words)


def hears(parse: Parse, entities: Entities, token: int) -> bool:
    """Whether a token to whom somebody "told" something means an outlet: known as one, or a short name of a body that is none
    of those who are told things for other reasons ("told Parliament", "told the UN Security Council")."""
    if is_outlet(parse, entities, token):
        return True
    n = parse.name_at[token]
    if n < 0 or parse.names[n].kind not in ("ORG", "MISC", "PRODUCT"):
        return False
    found = entities.at[token]
    if found is not None and (entities.get(found).kind != "organisation" or entities.get(found).of is not None):
        return False
    name = parse.names[n]
    words = parse.lower[name.first : name.last + 1]
    return len(words) <= 2 and not parse.tokens[name.first].text.isupper() and not any(w in of_media("other_bodies") for w in words)


def _is_day(parse: Parse, token: int) -> bool:
    """Whether a name is that of a day, which stands behind an outlet as its own name would: "told the newspaper Friday"."""
    return parse.lower[token] in weekdays()


def outlet_name(parse: Parse, entities: Entities, token: int) -> str | None:
    """The name of an outlet; "the newspaper" is looked up: a name in apposition, then a name that stands alone beside the
    sentence (credits come loose from their sentences), then the outlet named last before; else None."""
    found = entities.at[token]
    if parse.name_at[token] < 0 and any(parse.lower[c] in ("this", "our") for c in parse.children[token]):
        return None  # "told this newspaper": the report's own publisher
    if parse.name_at[token] < 0 and parse.low_lemmas[token] in of_media("outlets"):
        for c in (token + 1, *parse.children[token]):  # "the news agency AFP", "the AP news agency"
            behind = c == token + 1 < len(parse) and parse.name_at[c] >= 0 and parse.sentence[c] == parse.sentence[token] and not _is_day(parse, c)
            if behind or (
                c < token and parse.relations[c] == "compound" and parse.name_at[c] >= 0 and parse.names[parse.name_at[c]].kind in ("ORG", "MISC", "PRODUCT")
            ):
                token, found = c, entities.at[c]
                break
    if found is not None:
        entity = entities.get(found)
        if parse.name_at[token] >= 0 or entity.name.lower() not in of_media("outlets"):
            return entity.name
    if parse.name_at[token] >= 0:
        n = parse.names[parse.name_at[token]]
        return parse.words(n.first, n.last)
    for c in parse.children[token]:
        if parse.name_at[c] >= 0 and parse.base_relations[c] in ("appos", "compound", "nmod", "flat"):
            n = parse.names[parse.name_at[c]]
            if n.kind in ("ORG", "MISC", "PRODUCT", "PER"):
                return parse.words(n.first, n.last)
    if parse.low_lemmas[token] not in of_media("outlets"):
        return describe(parse, token) or None
    if parse.low_lemmas[token] in of_media("all_of_them"):
        return None  # "told the press": all outlets, none by name
    told = [parse.tokens[c].text for c in parse.children[token] if parse.relations[c] in ("compound", "amod")]
    if any(w.lower() in of_media("of_state") or demonym(w) is not None for w in told):
        return describe(parse, token) or None  # "state television" is not the paper named before
    loose = _loose_credit(parse, parse.sentence[token])
    if loose:
        return loose
    if not any(parse.lower[c] in ("the", "that", "its", "his", "her", "their") for c in parse.children[token]):
        return None  # "told the nation on television": on no station named before
    for n in reversed(parse.names):
        if n.last < token and is_outlet(parse, entities, n.last) and parse.name_at[n.last] >= 0:
            other = entities.at[n.last]
            return entities.get(other).name if other is not None else parse.words(n.first, n.last)
    description = describe(parse, token)
    return description if " " in description else None


def _loose_credit(parse: Parse, sentence: int) -> str | None:
    """The name that stands alone as the sentence behind or before this one: "Le Figaro†"."""
    for k in (sentence + 1, sentence - 1):
        if 0 <= k < len(parse.sentences):
            first, last = parse.sentences[k]
            words = [i for i in range(first, last + 1) if parse.upos[i] not in ("PUNCT", "SYM") and any(map(str.isalpha, parse.lower[i]))]
            if (
                0 < len(words) <= 4
                and parse.name_at[words[-1]] >= 0
                and all(parse.tokens[i].text[0].isupper() or parse.upos[i] in ("ADP", "DET") for i in words)
            ):
                name = parse.names[parse.name_at[words[-1]]]
                if name.kind not in ("LOC", "DATE", "NORP"):
                    return parse.words(words[0], words[-1])
    return None
