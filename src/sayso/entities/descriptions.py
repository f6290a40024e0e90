"""Whom a description means: "the official", "the Ukrainian president", "the ministry", "the city", "Western officials"."""

from typing import Final

from sayso.entities.draft import Draft
from sayso.entities.drafts import Drafts
from sayso.entities.knowledge import demonym, fold, holder, office_of
from sayso.entities.phrases import Phrase, describe, phrase
from sayso.entities.words import place_noun, sex, wider
from sayso.text.parse import Parse

__all__ = ["described", "owner"]

_REACH: Final = 40  # mentions of people looked back over: a description that means somebody longer ago is rare, and often wrong
_LED: Final = frozenset("led backed based controlled held occupied run aligned allied funded trained linked".split())
_SIDES: Final = frozenset("left right east west north south eastern western northern southern opposite far other near river".split())
_ARMED: Final = frozenset(("army", "military", "force", "troop"))


def owner(drafts: Drafts, p: Phrase) -> str | None:
    """What a description belongs to: the state, body or place in front of or behind its noun ("Ukraine's president", "spokesman for the UN")."""
    parse = drafts.parse
    tokens = [p.possessor] if p.possessor >= 0 else []
    tokens += [m for m in p.modifiers if parse.name_at[m] >= 0 and not _hyphened(parse, m)]
    if p.complement >= 0:
        tokens.append(p.complement)
    for t in tokens:
        number = drafts.at[t]
        if number >= 0 and drafts.all[number].kind in ("place", "organisation", "group"):
            return drafts.all[number].name
        state = demonym(parse.tokens[t].text)
        if state:
            return state
    return None


def _narrowing(drafts: Drafts, p: Phrase) -> set[str]:
    parse = drafts.parse
    return {parse.lower[m] for m in p.modifiers if not _hyphened(parse, m)}


def _hyphened(parse: Parse, i: int) -> bool:
    """Whether a word only leads or backs: "Assad" and "led" of "Assad-led"."""
    after = parse.lower[i + 1 : i + 3]
    return (after[:1] == ["-"] and after[1:] != [] and after[1] in _LED) or (parse.lower[i] in _LED and i > 0 and parse.lower[i - 1] == "-")


def described(drafts: Drafts, token: int, sort: str) -> tuple[Draft, Phrase] | None:
    """The draft that the description with head ``token`` means, made if it introduces somebody; None if it means nobody known.

    Args:
        drafts: Drafts so far.
        token: The noun.
        sort: What sort of noun it is ("person", "body", "people", "place").
    """
    parse = drafts.parse
    p = phrase(parse, token)
    plural = parse.xpos[token] in ("NNS", "NNPS") or parse.lower[token] in ("police", "people", "personnel", "staff")
    if sort == "place":
        found = _place(drafts, p, plural=plural)
    elif sort == "body" and not plural:
        found = _body(drafts, p)
    elif plural or sort == "people":
        found = _several(drafts, p)
    else:
        found = _single(drafts, p)
    return (found, p) if found is not None else None


def _single(drafts: Drafts, p: Phrase) -> Draft | None:
    """One person."""
    parse = drafts.parse
    lemma = parse.low_lemmas[p.head]
    of = owner(drafts, p)
    narrowed = _narrowing(drafts, p)
    if p.determiner == "indefinite":
        return _introduce(drafts, p, of, narrowed)
    role = _role(parse, p, lemma)
    if of is not None and office_of(role) in (
        "president",
        "prime minister",
        "foreign minister",
        "defence minister",
        "king",
        "leader",
        "secretary-general",
        "chancellor",
    ):
        if not narrowed & {"former", "then", "ex", "vice", "deputy", "previous", "next", "late", "future", "new"}:
            fits = [d for d in drafts.people if d.of == of and d.role and office_of(d.role) == office_of(role)]
            if len({d.number for d in fits}) == 1:
                return fits[0]
            known = holder(of, role, drafts.published)
            if known is not None:
                return drafts.person_named(known.name, role="", of=None, gender="")
    gender = sex(lemma)
    sentence = parse.sentence[p.head]
    exact: list[Draft] = []
    broad: list[Draft] = []
    seen: set[int] = set()
    for m in reversed(drafts.order[-_REACH * 4 :]):
        if m.draft in seen or len(seen) > _REACH:
            continue
        d = drafts.all[m.draft]
        if d.kind not in ("person", "other") or d.plural:
            continue
        seen.add(m.draft)
        if gender and d.gender and d.gender != gender:
            continue
        if of and d.of and d.of != of:
            continue
        if narrowed and not _compatible(d, narrowed, of):
            continue
        if p.first <= m.head <= p.last:
            continue
        if lemma in d.nouns or (role != lemma and role in d.nouns):
            exact.append(d)
        elif any(wider(lemma, n) for n in d.nouns) and sentence - d.sentence <= 4:
            broad.append(d)
        elif lemma in ("man", "woman", "boy", "girl") and d.gender == gender and sentence - d.sentence <= 1 and d.count > 0 and not narrowed:
            broad.append(d)
    pool = exact or broad
    if p.determiner in ("definite", "possessive") or (parse.upos[p.head] == "PROPN"):
        if pool:
            return _nearest(pool, exact=bool(exact))
        if p.determiner == "possessive" and of is None and p.possessor >= 0:
            return _introduce(drafts, p, None, narrowed)
        if of is not None or narrowed:
            return _introduce(drafts, p, of, narrowed)
        return None
    return _introduce(drafts, p, of, narrowed)


def _nearest(pool: list[Draft], *, exact: bool) -> Draft | None:
    """The nearest of several; nobody where two stand in one sentence, or where only a wider word fits two."""
    if len(pool) == 1:
        return pool[0]
    if pool[0].sentence == pool[1].sentence:
        return None
    if not exact and pool[0].sentence - pool[1].sentence < 2:
        return None
    return pool[0]


def _compatible(d: Draft, narrowed: set[str], of: str | None) -> bool:
    """Whether the modifiers of a later description say nothing new: "the defence official" cannot be "a health official"."""
    mine = {w for w in narrowed if demonym(w) is None}
    if not mine:
        return True
    words = {w for t in (d.role or "", d.of or "", *d.nouns, *d.narrowed) for w in t.lower().replace("defense", "defence").split()}
    mine = {w.replace("defense", "defence") for w in mine} - set((of or "").lower().split())
    return mine <= words or (not d.named and bool(mine & words))


def _role(parse: Parse, p: Phrase, lemma: str) -> str:
    """The office that a phrase names, with the words that belong to it: "foreign minister"."""
    low = p.head
    while low > p.first and low - 1 in p.modifiers and parse.name_at[low - 1] < 0:
        low -= 1
    end = p.last if p.complement >= 0 and parse.name_at[p.complement] < 0 else p.head
    words = parse.words(low, end).lower()
    if low < p.head and lemma in ("minister", "secretary", "president"):
        two = f"{parse.lower[p.head - 1]} {lemma}"
        if office_of(two) != two:
            return two
    return words if end > p.head else (words if office_of(words) != words else lemma)


def _introduce(drafts: Drafts, p: Phrase, of: str | None, narrowed: set[str], *, plural: bool = False) -> Draft:
    """A new draft of somebody without a name."""
    parse = drafts.parse
    lemma = parse.low_lemmas[p.head]
    draft = drafts.new("group" if plural else "person", describe(parse, p.head), plural=plural, named=False, of=of, gender=sex(lemma), sure=bool(sex(lemma)))
    draft.nouns.add(lemma)
    if plural and parse.xpos[p.head] != "NNS":
        draft.nouns.add(parse.lower[p.head])
    draft.narrowed.update(narrowed)
    return draft


def _several(drafts: Drafts, p: Phrase) -> Draft | None:
    """Several people: the same words again, or a definite description of the last such group."""
    parse = drafts.parse
    lemma = parse.low_lemmas[p.head]
    of = owner(drafts, p)
    narrowed = _narrowing(drafts, p)
    if (
        lemma in ("people", "person", "man", "woman", "child", "family", "resident", "civilian")
        and not p.modifiers
        and p.complement < 0
        and p.determiner != "definite"
    ):
        return None
    text = describe(parse, p.head).lower()
    if lemma == "police" and of is None and not narrowed:
        # "police" of a report are one force until it says whose
        known = next((d for d in reversed(drafts.all) if d.plural and d.name.lower() == text), None)
        return known or _introduce(drafts, p, None, narrowed, plural=True)
    if p.determiner != "definite" and not narrowed and of is None and p.complement < 0:
        return _introduce(drafts, p, None, narrowed, plural=True)  # "troops" here and "troops" there need not be the same
    counted = any(parse.upos[i] == "NUM" for i in range(p.first, p.head))
    for m in reversed(drafts.order[-_REACH * 4 :]):
        d = drafts.all[m.draft]
        if not d.plural or lemma not in d.nouns:
            continue
        if d.name.lower() == text and not counted:
            return d
        if p.determiner == "definite" and not counted:
            if of and (of != d.of if d.of else d.narrowed - {lemma}):
                continue  # "the Congolese authorities" are not the "local authorities" of before
            if narrowed and not _compatible(d, narrowed, of):
                continue
            return d
    if p.determiner == "definite" and not narrowed and of is None:
        return None
    return _introduce(drafts, p, of, narrowed, plural=True)


def _body(drafts: Drafts, p: Phrase) -> Draft | None:
    """A body: "the Russian army", "the ministry", "the city government"."""
    parse = drafts.parse
    lemma = parse.low_lemmas[p.head]
    of = owner(drafts, p)
    narrowed = {w for w in _narrowing(drafts, p) if demonym(w) is None}
    sentence = parse.sentence[p.head]
    before = parse.lower[p.head - 1] if p.head and parse.name_at[p.head - 1] < 0 else ""
    if lemma == "bank" and before in _SIDES:
        return None  # of a river
    if before in ("city", "town"):
        where = _focus(drafts, ("city",))
        return _bodied(drafts, f"{where.name} {before} {parse.tokens[p.head].text}", where.name, lemma) if where is not None else None
    if before in ("municipal", "local", "regional", "provincial") and of is None:
        return None
    if p.determiner == "indefinite":
        return None
    if of is not None and not (p.possessor >= 0 and parse.upos[p.possessor] == "PRON"):
        text = describe(parse, p.head)
        key = "armed forces" if lemma in _ARMED and not narrowed else ""
        for d in reversed(drafts.bodies):
            if d.of == of and lemma in d.nouns and (not narrowed or narrowed <= (d.narrowed | set(d.parts))):
                return d
            if key and d.of == of and key in d.nouns:
                return d
        return _bodied(drafts, text, of, lemma, key=key, narrowed=narrowed)
    if p.determiner != "definite":
        return None
    fits: list[Draft] = []
    for d in reversed(drafts.bodies):
        if d.plural or sentence - d.sentence > 12:
            continue
        if lemma in d.nouns and (not narrowed or narrowed <= (d.narrowed | set(d.parts))):
            fits.append(d)
    fits.sort(key=lambda d: -d.last)
    if fits:
        return fits[0] if len(fits) == 1 or fits[0].sentence - fits[1].sentence >= 1 else None
    if narrowed:
        return _bodied(drafts, describe(parse, p.head), None, lemma, narrowed=narrowed)
    if lemma in _LOOSE:
        near = [d for d in drafts.bodies if not d.plural and d.named and sentence - d.sentence <= 2 and (lemma == "agency" or d.outlet == (lemma in _OUTLETS))]
        if len(near) == 1:
            return near[0]
    return None


_LOOSE: Final = frozenset(
    (
        "group",
        "organisation",
        "organization",
        "agency",
        "company",
        "firm",
        "charity",
        "newspaper",
        "broadcaster",
        "channel",
        "network",
        "body",
        "watchdog",
        "bloc",
        "alliance",
        "daily",
    )
)
_OUTLETS: Final = frozenset(("newspaper", "broadcaster", "channel", "network", "daily"))


def _bodied(drafts: Drafts, text: str, of: str | None, lemma: str, *, key: str = "", narrowed: set[str] | None = None) -> Draft:
    parts = tuple(fold(text).split())
    for d in drafts.bodies:
        if d.parts == parts:
            return d
    draft = drafts.new("organisation", text, of=of, parts=parts)
    draft.nouns.add(lemma)
    if key:
        draft.nouns.add(key)
    draft.narrowed.update(narrowed or ())
    return draft


def _focus(drafts: Drafts, kinds: tuple[str, ...]) -> Draft | None:
    """The place of a kind that was named last."""
    for m in reversed(drafts.order[-200:]):
        d = drafts.all[m.draft]
        if d.kind == "place" and d.place_kind in kinds:
            return d
    return None


def _place(drafts: Drafts, p: Phrase, *, plural: bool) -> Draft | None:
    """The place that "the city" or "the country" means: the place of that kind named last; nobody where two share its sentence."""
    parse = drafts.parse
    lemma = parse.low_lemmas[p.head]
    if plural or p.determiner != "definite":
        return None
    if p.complement >= 0 or any(parse.relations[c] == "acl:relcl" for c in parse.children[p.head]):
        return None
    kind = place_noun(lemma)
    kinds = {"country": ("country",), "city": ("city",), "region": ("region", "city") if lemma == "area" else ("region",)}[kind or "city"]
    if lemma == "state":
        kinds = ("country", "region")  # Texas is one, and so is Israel
    seen: list[Draft] = []
    for m in reversed(drafts.order[-200:]):
        d = drafts.all[m.draft]
        if d.kind == "place" and d.place_kind in kinds and d not in seen and m.form != "demonym":
            seen.append(d)
            if len(seen) == 2:
                break
    if not seen or parse.sentence[p.head] - seen[0].sentence > 3:
        return None
    if len(seen) == 2 and seen[0].sentence == seen[1].sentence and seen[0].count <= seen[1].count:
        return None
    return seen[0]
