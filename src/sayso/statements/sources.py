"""Who a source phrase means: the person or body behind it, and for whom it speaks."""

from dataclasses import dataclass, replace
from functools import cache

from sayso.entities import Entities, describe, source_kind
from sayso.tables import table
from sayso.text.parse import Parse
from sayso.types.reading import Source

__all__ = ["Credited", "credit", "head_of", "is_outlet", "outlet_name", "relays", "spoken_for", "spokesperson"]

_THROUGH = frozenset(("through", "via", "by", "from"))
_PRONOUNS = frozenset("i he she they it we who this that these those you one himself herself themselves itself".split())


@dataclass(frozen=True, slots=True)
class Credited:
    """A source phrase understood.

    Attributes:
        source: What the reading gives.
        head: Token that means the source.
        pronoun: Whether only a pronoun names it here.
    """

    source: Source
    head: int
    pronoun: bool = False


@cache
def _set(name: str) -> frozenset[str]:
    return frozenset(table("statements/media")[name])


def head_of(parse: Parse, first: int, last: int) -> int:
    """The syntactic head of a phrase: its word whose own head is outside; a noun, name or pronoun where there is one."""
    outside = [i for i in range(first, last + 1) if not first <= parse.heads[i] <= last and parse.upos[i] != "PUNCT"]
    for i in outside:
        if parse.upos[i] in ("NOUN", "PROPN", "PRON", "NUM", "ADJ"):
            return i
    for i in range(first, last + 1):
        if parse.upos[i] in ("PROPN", "NOUN", "PRON"):
            return i
    return outside[0] if outside else first


def credit(parse: Parse, entities: Entities, first: int, last: int) -> Credited | None:
    """Who tokens ``first`` to ``last`` credit; None where a pronoun or description has nobody it can mean.

    "the Russian army, through deputy chief of staff Sergey Rudskoy" is Rudskoy, on behalf of the army; "UN spokesman
    Farhan Haq" is Haq, on behalf of the UN.
    """
    first, last = _bare(parse, first, last)
    if first > last:
        return None
    head = head_of(parse, first, last)
    behalf: str | None = None
    person = _speaker(parse, head, first, last)
    if person is not None:
        behalf = _name(parse, entities, head)
        head = person
    name = parse.name_at[head]
    pronoun = parse.lower[head] in _PRONOUNS
    found = entities.at[head]
    if found is None and name < 0:
        # a name inside the phrase that is in apposition to its head: "the minister, Ann Lee"
        inner = next((n for n in parse.names if n.kind == "PER" and first <= n.first and n.last <= last), None)
        if inner is not None and parse.heads[inner.first] == head:
            head, found = inner.first, entities.at[inner.first]
    if pronoun and found is None:
        return None
    entity = entities.get(found) if found is not None else None
    if entity is not None and entity.kind == "group" and name < 0 and parse.lower[head] not in entity.name.lower() and parse.xpos[head] == "NN":
        entity, found = None, None  # "a police report" is not the police
    kind = source_kind(parse, entities, head)
    text = entity.name if entity is not None else describe(parse, head)
    if not text:
        return None
    behalf = behalf or _behalf(parse, entities, head, first, last)
    span = parse.span(first, last)
    return Credited(
        Source(
            name=text,
            entity=found,
            start=span.start,
            end=span.end,
            kind=kind,
            on_behalf_of=behalf if behalf != text else None,
        ),
        head,
        pronoun,
    )


def _bare(parse: Parse, first: int, last: int) -> tuple[int, int]:
    """A source phrase without punctuation, quotation marks and "by", "to", "from" around it."""
    while first <= last and (parse.upos[first] in ("PUNCT", "ADP", "CCONJ") or parse.lower[first] in ("according", "to")):
        first += 1
    while last >= first and (parse.upos[last] == "PUNCT" or parse.xpos[last] == "POS"):
        last -= 1
    return first, last


def _speaker(parse: Parse, head: int, first: int, last: int) -> int | None:
    """The person through whom the body at ``head`` speaks."""
    for i in range(head + 1, last + 1):
        if parse.lower[i] in _THROUGH and parse.upos[i] in ("ADP", "SCONJ") and first <= parse.heads[i] <= last and parse.heads[i] != head:
            for n in parse.names:
                if n.kind == "PER" and i < n.first <= last:
                    return n.first
            return parse.heads[i]
    return None


def _name(parse: Parse, entities: Entities, token: int) -> str:
    found = entities.at[token]
    described = describe(parse, token)
    if found is None:
        return described
    entity = entities.get(found)
    # "the Russian army" keeps the army's own words; an entity that is only its country would lose it
    return described if entity.kind == "place" and described else entity.name


def _behalf(parse: Parse, entities: Entities, head: int, first: int, last: int) -> str | None:
    """The body that a spokesperson speaks for: "the ministry's spokesman", "a spokesperson for the army"."""
    roles = [head, *(i for i in range(first, last + 1) if parse.lemmas[i].lower() in _set("spokespeople") and i != head)]
    for role in roles:
        if parse.lemmas[role].lower() not in _set("spokespeople") or parse.lemmas[role].lower() == "official":
            continue
        for c in parse.children[role]:
            if not first <= c <= last:
                continue
            relation = parse.relations[c]
            if (
                relation in ("nmod", "nmod:poss", "compound")
                and parse.upos[c] in ("NOUN", "PROPN")
                and (parse.name_at[c] < 0 or parse.name_at[c] != parse.name_at[head])
            ):
                return _name(parse, entities, c)
    for i in range(first, last):
        if parse.lower[i] == "behalf":
            body = parse.child(i, "nmod")
            if body >= 0:
                return _name(parse, entities, body)
    return None


def spokesperson(parse: Parse, entities: Entities, cue: int, who: Credited) -> Credited:
    """``who``, or the one through whom that body spoke: "the army said through its spokesman Emre Kaya"."""
    for c in parse.children[cue]:
        if not parse.relations[c].startswith("obl") or not any(
            parse.lower[k] in ("through", "via") and parse.relations[k] == "case" for k in parse.children[c]
        ):
            continue
        # the name may hang on the verb beside the noun, so it is looked for by its place
        named = next((n for n in parse.names if n.kind == "PER" and c <= n.first <= c + 2), None)
        if named is None and parse.lemmas[c].lower() not in _set("spokespeople"):
            continue
        one = credit(parse, entities, named.first if named else parse.subtree(c)[0], named.last if named else c)
        if one is not None and not one.pronoun:
            return replace(one, source=replace(one.source, on_behalf_of=who.source.name))
    return who


def spoken_for(parse: Parse, entities: Entities, cue: int, who: Credited) -> Credited:
    """``who`` with the body named beside the cue: "speaking on behalf of the rebels, Issa Traore said"."""
    if who.source.on_behalf_of is not None:
        return who
    for verb in (cue, *(c for c in parse.children[cue] if parse.relations[c] == "advcl")):
        for c in parse.children[verb]:
            body = parse.child(c, "nmod") if parse.lower[c] == "behalf" else -1
            if body >= 0:
                return replace(who, source=replace(who.source, on_behalf_of=_name(parse, entities, body)))
    return who


def relays() -> frozenset[str]:
    """Verbs with which an outlet passes on what another has said."""
    return _set("relays")


def is_outlet(parse: Parse, entities: Entities, token: int) -> bool:
    """Whether a token means a newspaper, agency or broadcaster."""
    lemma = parse.lemmas[token].lower()
    if lemma in _set("bodies") and parse.name_at[token] < 0:
        # "the UN refugee agency", "a network of activists": an outlet only if it is one of news, or nothing narrows it
        front = [parse.lower[c] for c in parse.children[token] if parse.relations[c] in ("compound", "amod", "nmod", "nmod:poss")]
        if front and not any(w in _set("news") for w in front):
            named = next((c for c in (token + 1,) if c < len(parse) and parse.heads[c] == token and parse.name_at[c] >= 0), None)
            return named is not None and source_kind(parse, entities, named) == "publication"
    return source_kind(parse, entities, token) == "publication" or lemma in _set("outlets")


def outlet_name(parse: Parse, entities: Entities, token: int) -> str | None:
    """The name of an outlet; "the newspaper" is looked up: a name in apposition, then a name that stands alone beside the
    sentence (credits come loose from their sentences), then the outlet named last before; else None."""
    found = entities.at[token]
    if parse.name_at[token] < 0 and parse.lemmas[token].lower() in _set("outlets"):
        for c in parse.children[token]:  # "the news agency AFP", "the AP news agency"
            if (
                (c == token + 1 or parse.relations[c] == "compound")
                and parse.name_at[c] >= 0
                and parse.names[parse.name_at[c]].kind in ("ORG", "MISC", "PRODUCT")
            ):
                token, found = c, entities.at[c]
                break
    if found is not None:
        entity = entities.get(found)
        if parse.name_at[token] >= 0 or entity.name.lower() not in _set("outlets"):
            return entity.name
    if parse.name_at[token] >= 0:
        n = parse.names[parse.name_at[token]]
        return parse.words(n.first, n.last)
    for c in parse.children[token]:
        if parse.name_at[c] >= 0 and parse.relations[c].partition(":")[0] in ("appos", "compound", "nmod", "flat"):
            n = parse.names[parse.name_at[c]]
            if n.kind in ("ORG", "MISC", "PRODUCT", "PER"):
                return parse.words(n.first, n.last)
    if parse.lemmas[token].lower() not in _set("outlets"):
        return describe(parse, token) or None
    loose = _loose_credit(parse, parse.sentence[token])
    if loose:
        return loose
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
