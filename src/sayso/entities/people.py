"""People's names, with the titles in front of them and the nouns beside them."""

from sayso.entities.descriptions import owner
from sayso.entities.draft import Draft
from sayso.entities.knowledge import body, demonym, office_of
from sayso.entities.phrases import Phrase, phrase
from sayso.entities.state import State
from sayso.entities.titles import Title, predicate, title
from sayso.entities.words import noun, sex

__all__ = ["look_ahead", "read_person"]


def look_ahead(s: State) -> None:
    """Find the titles of all names first, so that their nouns are not read as somebody else."""
    parse = s.parse
    for k, name in enumerate(parse.names):
        if name.kind != "PER":
            continue
        t = title(parse, name.first)
        if t is not None:
            s.titles[k] = t
            s.taken.update(i for i in range(t.first, t.last + 1) if parse.name_at[i] < 0)
        head = s.parse.top(name.first, name.last)
        p = predicate(parse, head)
        if p >= 0:
            s.beside[k] = p
        above = parse.heads[head]
        if (
            parse.relations[head] == "appos"
            and 0 <= above < head
            and parse.upos[above] == "NOUN"
            and noun(parse.low_lemmas[above]) == "person"
            and parse.name_at[above] < 0
            and above not in s.taken
        ):
            s.beside.setdefault(k, above)
            if s.beside[k] == above:
                s.taken.add(above)


def read_person(s: State, k: int, text: str, head: int, last: int) -> None:
    """Read name ``k``, a person's: ``text`` without a possessive, up to token ``last``."""
    parse, drafts = s.parse, s.drafts
    name = parse.names[k]
    t = s.titles.get(k)
    beside = s.beside.get(k, -1)
    role, of, gender = (t.role, _belongs(s, t), t.gender) if t is not None else ("", None, "")
    if not role and beside >= 0:
        role, of = _said_to_be(s, beside)
        gender = gender or sex(parse.low_lemmas[beside])
    draft = drafts.person_named(text, role=role, of=of, gender=gender)
    if draft is None:
        return
    if gender and not draft.sure:
        draft.gender, draft.sure = gender, True
    if role:
        noun_at = t.head if t is not None and t.head >= 0 else beside
        _give_office(draft, role, of, parse.low_lemmas[noun_at])
    # the tokens of what the office belongs to keep their own entity
    drafts.mention(draft, t.first if t is not None else name.first, last, head, "name", cover=(name.first, last))
    if t is not None:
        for i in range(t.first, t.last + 1):
            if drafts.at[i] < 0 and not (t.body and t.body[0] <= i <= t.body[1]):
                drafts.at[i] = draft.number
    if beside >= 0 and drafts.at[beside] < 0:
        drafts.at[beside] = draft.number
        s.taken.add(beside)


def _said_to_be(s: State, beside: int) -> tuple[str, str | None]:
    """The office that a noun beside a name gives, and what it belongs to."""
    parse = s.parse
    p = phrase(parse, beside)
    low = beside
    while low > p.first and low - 1 in p.modifiers and parse.name_at[low - 1] < 0:
        low -= 1
    while low - 2 >= p.first and parse.lower[low - 1] == "-":
        low -= 2  # "commander-in-chief"
    of = owner(s.drafts, p) or _later_owner(s, p)
    whole = p.complement >= 0 and parse.name_at[p.complement] < 0 and parse.lower[beside + 1 : beside + 2] == ["of"] and of is None
    return parse.words(low, p.last if whole else beside), of


def _give_office(draft: Draft, role: str, of: str | None, lemma: str) -> None:
    former = role.lower().startswith(("former", "ex-", "then"))
    if draft.role is None or (len(role) > len(draft.role) and not former and draft.of == of):
        draft.role = role
    if of and (draft.of is None or not former):
        draft.of = of
    draft.nouns.update((lemma, role.lower(), office_of(role)))
    draft.narrowed.update(role.lower().split())


def _belongs(s: State, t: Title) -> str | None:
    """What the office of a title belongs to."""
    drafts, parse = s.drafts, s.parse
    if t.of >= 0:
        number = drafts.at[t.of]
        if number >= 0:
            return drafts.all[number].name
        n = parse.name_at[t.of]
        land = parse.words(parse.names[n].first, parse.names[n].last) if n >= 0 else parse.tokens[t.of].text
        return demonym(land) or land
    if t.body is None:
        return None
    words = parse.words(*t.body)
    before = t.body[0] - 1
    number = drafts.at[before] if before >= 0 and parse.sentence[before] == parse.sentence[t.body[0]] else -1
    if number >= 0 and drafts.all[number].kind == "place" and before >= t.first:
        return f"{parse.tokens[before].text} {words}"
    return words


def _later_owner(s: State, p: Phrase) -> str | None:
    """What a description behind a name belongs to, where the pass has not come there yet."""
    parse = s.parse
    for t in (p.possessor, *p.modifiers, p.complement):
        if t < 0 or parse.name_at[t] < 0:
            continue
        n = parse.names[parse.name_at[t]]
        if n.kind not in ("LOC", "NORP", "ORG", "FAC"):
            continue
        for i in range(n.first, n.last + 1):
            if i in s.places and n.kind != "ORG":
                return s.places[i][0].name
        text = parse.words(n.first, n.last)
        known = body(text)
        if n.kind == "ORG" and parse.lower[n.last] in ("of", "for", "the") and n.last + 1 in s.places:
            text = parse.words(n.first, s.places[n.last + 1][1])
        return demonym(text) or (known.name if known else text.removeprefix("the "))
    return None
