"""Who a source phrase means: the person or body behind it, and for whom it speaks."""

from dataclasses import dataclass, replace
from functools import cache
from typing import Final

from sayso.entities import Entities, describe, source_kind
from sayso.statements.lists import of_media
from sayso.statements.syntax import FINITE
from sayso.tables import table
from sayso.text.parse import Parse
from sayso.types.reading import Source

__all__ = ["Credited", "bodies", "credit", "head_of", "spoken_for", "spokesperson", "states"]

_THROUGH: Final = frozenset(("through", "via"))
_ASIDE: Final = frozenset("today yesterday tonight also later now earlier meanwhile however".split())
_PRONOUNS: Final = frozenset("i he she they it we who this that these those you one himself herself themselves itself".split())


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


def head_of(parse: Parse, first: int, last: int) -> int:
    """The syntactic head of a phrase: its word whose own head is outside; a noun, name or pronoun where there is one."""
    outside = [i for i in range(first, last + 1) if not first <= parse.heads[i] <= last and parse.upos[i] != "PUNCT"]
    if len(outside) > 1 and all(parse.relations[i] == "compound" and parse.heads[i] == last + 1 for i in outside):
        return outside[-1]  # "state media report", with the verb taken for a noun
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
    head = _antecedent(parse, _titled(parse, head_of(parse, first, last), last))
    behalf: str | None = None
    person = _speaker(parse, head, first, last)
    if person is not None:
        behalf = _name(parse, entities, head)
        head = person
    name = parse.name_at[head]
    pronoun = parse.lower[head] in _PRONOUNS
    found = entities.at[head]
    if name < 0:
        inner = _in_apposition(parse, head, first, last) or _named_body(parse, head, last)
        if inner is not None:
            head, found = inner, entities.at[inner]
    if pronoun and found is None:
        return None
    entity = entities.get(found) if found is not None else None
    if entity is not None and entity.kind == "group" and name < 0 and parse.lower[head] not in entity.name.lower() and parse.xpos[head] == "NN":
        entity, found = None, None  # "a police report" is not the police
    kind = source_kind(parse, entities, head)
    text = describe(parse, head) if entity is None else _seat(parse, head) if entity.kind == "place" and name >= 0 else entity.name
    text = _of_somebody(parse, entities, head, kind, text or (entity.name if entity is not None else None))
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


def _of_somebody(parse: Parse, entities: Entities, head: int, kind: str, text: str | None) -> str | None:
    """What somebody nameless is called, with the name of whoever a pronoun says they belong to: "his brother" is the "brother of Ann Lee"."""
    owner = next((c for c in parse.children[head] if parse.relations[c] == "nmod:poss" and parse.xpos[c] == "PRP$"), -1)
    whose = entities.at[owner] if owner >= 0 and kind == "anonymous" else None
    if not text or whose is None or whose in entities.anonymous or text[:1].isupper():
        return text
    first, last = parse.sentences[parse.sentence[head]]
    if len({entities.at[n.first] for n in parse.names if n.kind == "PER" and first <= n.first <= last}) > 1:
        return text  # of two people, the wrong one is worse than none
    return f"{text} of {entities.get(whose).name}"


@cache
def states() -> frozenset[str]:
    """What states and their people are called, in lower case."""
    keys = ("also", "short", "people")
    return frozenset(n.lower() for c in table("places/countries").values() for n in (c["name"], *(w for k in keys for w in c.get(k, ()))))


def _seat(parse: Parse, head: int) -> str | None:
    """The name, as written, of a capital that speaks for its state ("Juba rejected the accusation"): who is credited is its government.
    None for the names of states themselves."""
    n = parse.names[parse.name_at[head]]
    words = parse.words(n.first, n.last)
    known = words.lower() in states() or words.lower().rstrip("s") in states() or parse.xpos[n.last] in ("NNPS", "NNS", "JJ")
    return None if known or words.isupper() else words


def _titled(parse: Parse, head: int, last: int) -> int:
    """The person's name that ends a phrase and has nothing but its title before it: "Moscow-installed governor Oleg Petrov"."""
    n = parse.name_at[last]
    if n < 0 or parse.names[n].kind != "PER" or parse.names[n].first <= head:
        return head
    between = range(head + 1, parse.names[n].first)
    plain = all(parse.upos[i] in ("NOUN", "PROPN", "ADJ", "VERB") or parse.tokens[i].text in "-–" for i in between)
    return parse.names[n].first if plain and any(parse.tokens[i].text in "-–" for i in between) else head


def _antecedent(parse: Parse, head: int) -> int:
    """The noun that a relative pronoun takes up: "the Front, which says …"; any other head as it is."""
    if parse.lower[head] not in ("who", "which", "that") or parse.upos[head] != "PRON":
        return head
    for i in parse.ancestors(head):
        if parse.relations[i] == "acl:relcl" and parse.heads[i] >= 0 and parse.upos[parse.heads[i]] in ("NOUN", "PROPN"):
            return parse.heads[i]
    return head


def _in_apposition(parse: Parse, head: int, first: int, last: int) -> int | None:
    """The first token of the person's name that is in apposition to a phrase's head: "its commander, General Ann Lee"."""
    for n in parse.names:
        if n.kind != "PER" or not head < n.first or not first <= n.first or n.last > last:
            continue
        beside = parse.heads[n.first] == parse.heads[head] and parse.relations[n.first] == parse.relations[head] in ("appos", "nsubj")
        top = parse.heads[n.first]
        while top > head and parse.relations[top] == "appos" and parse.relations[n.first] in ("appos", "flat"):
            top = parse.heads[top]  # "one of them, the former officer Ann Lee"
        under = top == head and parse.base_relations[n.first] in ("appos", "flat", "nmod", "dep", "conj")
        under = under and not any(parse.relations[c] == "cc" for c in parse.children[n.first])
        if beside or (under and not any(parse.relations[c] == "case" for c in parse.children[n.first])) or _closes(parse, head, n.first, last - n.last):
            return n.first
    return None


def _named_body(parse: Parse, head: int, last: int) -> int | None:
    """The first token of the name that stands behind a noun for a body or beside it: "the human rights group Salam Watch", "the
    West African community of states ECOWAS", "his party, the PNDS"."""
    if parse.lemmas[head] not in bodies() and parse.lemmas[head] not in of_media("named_bodies"):
        return None
    for n in parse.names:
        if not head < n.first <= n.last <= last or n.kind not in ("ORG", "MISC", "PRODUCT", "PER"):
            continue
        if n.first == head + 1:
            return n.first
        top = next((i for i in range(n.first, n.last + 1) if not n.first <= parse.heads[i] <= n.last), n.first)
        if n.kind == "ORG" and parse.relations[top] == "appos" and head in parse.ancestors(top):
            return n.first
    return None


def bodies() -> frozenset[str]:
    """Nouns for bodies of people that have names of their own."""
    return of_media("groups")


def _closes(parse: Parse, head: int, name: int, left: int) -> bool:
    """Whether a name ends a phrase about one person behind a comma: "The special envoy to Syria, Geir Lund"."""
    comma = next((i for i in range(name - 1, head, -1) if parse.upos[i] == "PUNCT" or parse.upos[i] in ("VERB", "CCONJ", "ADP")), head)
    return (
        left == 0
        and parse.xpos[head] == "NN"
        and parse.tokens[comma].text == ","
        and not any(parse.upos[i] == "CCONJ" or parse.xpos[i] in FINITE for i in range(head, comma))
    )


def _bare(parse: Parse, first: int, last: int) -> tuple[int, int]:
    """A source phrase without punctuation, quotation marks and "by", "to", "from" around it, and without what belongs to the
    verb of saying: "said the prosecutor to Ann Lee"."""
    while first <= last and (parse.upos[first] in ("PUNCT", "ADP", "CCONJ") or parse.lower[first] in ("according", "to")):
        first += 1
    while last >= first and (parse.upos[last] in ("PUNCT", "ADP", "DET", "CCONJ", "SCONJ") or parse.xpos[last] == "POS" or parse.lower[last] in _ASIDE):
        last -= 1
    head = head_of(parse, first, last) if first <= last else first
    aside = [
        i for i in range(head + 1, last + 1) if parse.lower[i] == "to" and parse.relations[i] == "case" and not first <= parse.heads[parse.heads[i]] <= last
    ]
    return first, aside[0] - 1 if aside and first <= last else last


def _speaker(parse: Parse, head: int, first: int, last: int) -> int | None:
    """The person through whom the body at ``head`` speaks."""
    for i in range(head + 1, last + 1):
        mouth = parse.lower[i] == "mouth" and parse.lower[i - 1] in ("by", "through")  # "by mouth of its spokesman"
        if mouth or (parse.lower[i] in _THROUGH and parse.upos[i] in ("ADP", "SCONJ") and first <= parse.heads[i] <= last and parse.heads[i] != head):
            for n in parse.names:
                if n.kind == "PER" and i < n.first <= last:
                    return n.first
            return parse.heads[i]
    return None


def _name(parse: Parse, entities: Entities, token: int) -> str:
    of = next((c for c in parse.children[token] if parse.relations[c] == "nmod" and any(parse.lower[k] == "of" for k in parse.children[c])), -1)
    if parse.lemmas[token] in ("force", "forces", "troop", "troops", "fighter", "soldier", "unit") and of >= 0 and parse.name_at[of] >= 0:
        token = of  # "a spokesman for forces of the Government of National Accord"
    found = entities.at[token]
    described = describe(parse, token)
    if found is None:
        return described
    entity = entities.get(found)
    # "the Russian army" keeps the army's own words; an entity that is only its country would lose it
    return described if entity.kind == "place" and described else entity.name


def _behalf(parse: Parse, entities: Entities, head: int, first: int, last: int) -> str | None:
    """The body that a spokesperson speaks for: "the ministry's spokesman", "a spokesperson for the army"."""
    roles = [head, *(i for i in range(first, last + 1) if parse.low_lemmas[i] in of_media("spokespeople") and i != head)]
    for role in roles:
        if parse.low_lemmas[role] not in of_media("spokespeople") or parse.low_lemmas[role] == "official":
            continue
        for c in parse.children[role]:
            if not first <= c <= last:
                continue
            relation = parse.relations[c]
            if (
                relation in ("nmod", "nmod:poss", "compound")
                and parse.upos[c] in ("NOUN", "PROPN")
                and not any(parse.relations[k] == "case" and parse.lower[k] in ("to", "in", "at", "near") for k in parse.children[c])
                and (parse.name_at[c] < 0 or parse.name_at[c] != parse.name_at[head])
            ):
                return _name(parse, entities, c) if entities.at[c] is None or entities.at[c] != entities.at[head] else _body_of(parse, entities, c)
    for i in range(first, last):
        if parse.lower[i] == "behalf":
            body = parse.child(i, "nmod")
            if body >= 0:
                return _name(parse, entities, body)
    return None


def _body_of(parse: Parse, entities: Entities, token: int) -> str | None:
    """The body that a noun inside a person's title means ("army spokesman Nabil Hassan"): the only one of the report so called, else the noun."""
    noun = describe(parse, token)
    if not noun:
        return None
    known = {e.name for e in entities.entities if e.kind in ("organisation", "group") and e.name.lower().endswith(f" {noun.lower()}")}
    return known.pop() if len(known) == 1 else noun


def spokesperson(parse: Parse, entities: Entities, cue: int, who: Credited) -> Credited:
    """``who``, or the one through whom that body spoke: "the army said through its spokesman Emre Kaya"."""
    for c in parse.children[cue]:
        # the preposition may hang on the title before the name
        if not parse.relations[c].startswith("obl") or parse.lower[parse.subtree(c)[0]] not in _THROUGH:
            continue
        # the name may hang on the verb beside the noun, so it is looked for by its place
        named = next((n for n in parse.names if n.kind == "PER" and c <= n.first <= c + 2), None)
        if named is None and parse.low_lemmas[c] not in of_media("spokespeople"):
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
