"""Pronouns with whom they mean, for the encoder's head ``antecedent``: what GUM marks, and what texts that nobody marked tell by themselves.

    python -m training.pronouns runs/pronouns.jsonl [--data DIR]

Three sources, told apart in the file by ``source``:

- "gum": the chains of GUM's free genres. "It" that means nothing, and "you" and "we" that mean nobody named, have no antecedent.
- "masked": texts in which a name that comes again soon, others being named too, is written as a pronoun (Kocijan et al. 2019).
- "sure": pronouns as the writer wrote them, of which sex leaves one candidate among several.

Sex would give most of these away, and the head is asked where sex leaves several. So most texts are read a second time *disguised*: all
people are given names of one sex, and all "he" and "she" made the same, while who is meant stays known. Needs no torch.
"""

import argparse
import importlib
import json
import os
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from benchmarks.coref import documents
from sayso import entities, places
from sayso.entities import pronouns
from sayso.entities.draft import Mention
from sayso.entities.grammar import forbidden
from sayso.entities.speech import speech
from sayso.entities.state import State
from sayso.entities.words import first_name
from sayso.intake.markdown import plain_of_markdown
from sayso.models import parse as encode
from sayso.tables import table
from sayso.text.parse import Parse
from training import corpora
from training.coref import held_out, told_by_sex
from training.corpora import Document

resolver = importlib.import_module("sayso.entities.resolve")  # in the package its name is the function's

Right = dict[int, tuple[int, ...]]
"""Word numbers of pronouns, with those of the words that they may be said to mean; none for nobody."""

NEAR = 3
"""Sentences from a name to the pronoun put in the place of the next."""
BEFORE, BEHIND = 8, 3
"""Sentences around a pronoun that are kept of a long text."""
FORMS = {"m": ("he", "him", "his"), "f": ("she", "her", "her")}
TURNED = {
    "m": {"she": "he", "hers": "his", "herself": "himself", "mrs": "Mr", "ms": "Mr", "miss": "Mr", "woman": "man", "wife": "husband", "mother": "father",
          "daughter": "son", "sister": "brother", "girl": "boy", "actress": "actor", "queen": "king", "congresswoman": "congressman", "chairwoman": "chairman",
          "spokeswoman": "spokesman", "businesswoman": "businessman", "aunt": "uncle", "niece": "nephew"},
    "f": {"he": "she", "him": "her", "himself": "herself", "mr": "Ms", "man": "woman", "husband": "wife", "father": "mother", "son": "daughter",
          "brother": "sister", "boy": "girl", "actor": "actress", "king": "queen", "congressman": "congresswoman", "chairman": "chairwoman",
          "spokesman": "spokeswoman", "businessman": "businesswoman", "uncle": "aunt", "nephew": "niece"},
}  # fmt: skip


@dataclass
class Case:
    """A text in the making: sentences of words, with the antecedents of the pronouns that are supervised."""

    name: str
    source: str
    words: list[list[str]]
    right: Right = field(default_factory=dict)

    def pieces(self) -> Iterator[dict[str, object]]:
        """The stretches of sentences near supervised pronouns, as rows of the file."""
        starts = [0]
        for s in self.words:
            starts.append(starts[-1] + len(s))
        sentence = [k for k, s in enumerate(self.words) for _ in s]
        kept = sorted({k for i in self.right for k in range(sentence[i] - BEFORE, sentence[i] + BEHIND + 1) if 0 <= k < len(self.words)})
        runs: list[list[int]] = []
        for k in kept:
            if runs and runs[-1][-1] == k - 1:
                runs[-1].append(k)
            else:
                runs.append([k])
        for n, run in enumerate(runs):
            first, last = starts[run[0]], starts[run[-1] + 1]
            marks = [[self._inside(i, first, last) for i in range(starts[k], starts[k + 1])] for k in run]
            yield {"name": f"{self.name}-{n}", "words": [self.words[k] for k in run], "antecedents": marks, "source": self.source}

    def _inside(self, i: int, first: int, last: int) -> list[int] | None:
        return [x - first for x in self.right[i] if first <= x < last] if i in self.right else None


def gum(path: Path) -> Iterator[tuple[Case, list[str], set[int]]]:
    """GUM's documents, with the Penn tags of their words and which are words of names."""
    for doc, (name, _, _, chains, _) in zip(corpora.conllu(path), documents(path), strict=True):
        heads: list[int] = []
        for s in doc.sentences:
            base = len(heads)
            heads += [base + h - 1 if h else -1 for h in s.heads or ()]
        upos = [t for s in doc.sentences for t in s.upos or ()]
        words = [w.lower() for s in doc.sentences for w in s.words]
        of: dict[int, int] = {}
        named: dict[int, list[int]] = {}
        others: dict[int, list[int]] = {}
        for chain, spans in chains.items():
            for a, b in spans:
                head = next((i for i in range(a, b + 1) if not a <= heads[i] <= b), b)
                (others if upos[head] in ("PRON", "DET") else named).setdefault(chain, []).append(head)
                if a == b:
                    of[a] = chain
        case = Case(name, "gum", [s.words for s in doc.sentences])
        for i, w in enumerate(words):
            chain = of.get(i, -1)
            if w in pronouns.PRONOUNS and upos[i] in ("PRON", "DET"):
                found = named.get(chain) or others.get(chain, [])
                case.right[i] = tuple(sorted(x for x in set(found) if x != i))
            elif w in ("you", "we", "us", "your", "our") and upos[i] == "PRON" and not named.get(chain):
                case.right[i] = ()
        yield case, [t for s in doc.sentences for t in s.xpos or ()], {i for i, t in enumerate(upos) if t == "PROPN"}


def texts(data: Path) -> Iterator[tuple[str, str]]:
    """Texts of training parts whose pronouns nobody marked."""
    for path in sorted((data / "attribution/polnear/train/text").glob("*.txt")):
        yield path.stem, path.read_bytes().decode("utf-8")
    for path in sorted((data / "load/wikipedia_conflicts").rglob("*.md")):
        text = path.read_text(encoding="utf-8")
        yield path.stem, plain_of_markdown(text.split("\n---\n", 1)[-1])
    wiki = (data / "names/wikigold/CONLL-format/data/wikigold.conll.txt").read_text(encoding="utf-8")
    for n, block in enumerate(wiki.split("-DOCSTART-")):
        yield f"wikigold-{n}", " ".join(line.split()[0] for line in block.splitlines()[1:] if line.strip())
    for path in sorted((data / "names/worldwide/train").glob("*.tsv")):
        yield path.stem, joined(corpora.column_file(path, corpora.WORLDWIDE))
    for doc in corpora.split(corpora.column_file(data / "names/crossner_politics/train.txt", corpora.POLITICS), 1):
        yield doc.name, joined(doc)
    for doc in corpora.conllu(data / "syntax/ud_ewt/en_ewt-ud-train.conllu"):
        yield doc.name, joined(doc)
    for doc in corpora.conllu(data / "syntax/gum/gum_free_train.conllu"):
        yield doc.name, joined(doc)


def joined(doc: Document) -> str:
    """A document's words as a text."""
    return " ".join(w for s in doc.sentences for w in s.words)


def read(p: Parse, rng: random.Random) -> tuple[State, Right]:
    """A text as sayso reads it, with the drafts that pronouns mean where sex leaves no choice: by pronoun, one number each."""
    told: Right = {}

    def record(parse, drafts, order, at, token, **more):
        if pronouns.PRONOUNS[parse.lower[token]] == "person":
            found = pronouns.candidates(parse, drafts, order, at, token, sexless=True, **more)
            right = told_by_sex(parse, found, drafts, token)
            alone = len(found) == 1 and drafts[found[0].draft].gender == pronouns.sex_of(parse.lower[token]) and rng.random() < 0.3
            if right or alone:
                told[token] = (found[right - 1 if right else 0].draft,)
        return pronouns.antecedent(parse, drafts, order, at, token, **more)

    states: list[State] = []

    def finish(state):
        states.append(state)
        return kept[1](state)

    kept, (resolver.antecedent, resolver.finish) = (resolver.antecedent, resolver.finish), (record, finish)
    try:
        entities.resolve(p, places.resolve(p), published=None)
    finally:
        resolver.antecedent, resolver.finish = kept
    return states[0], told


_WHOLE = ("case", "punct", "flat", "nmod:desc", "det")
"""What may depend on a name that a pronoun can stand for."""


def masks(state: State, rng: random.Random, sex: str = "", share: float = 0.5) -> dict[int, tuple[Mention, str, int]]:
    """Names to write as pronouns: by their first word, with the pronoun and their draft."""
    p, drafts = state.parse, state.drafts
    said = speech(p)
    named = sorted((m for d in drafts.all for m in d.mentions if d.kind == "person" and d.named and not d.plural and m.form == "name"), key=lambda m: m.head)
    things = sorted(m for d in drafts.all for m in d.mentions if d.kind in ("organisation", "place") and d.named and not d.plural and m.form == "name")
    sexes: dict[int, str] = {}
    out: dict[int, tuple[Mention, str, int]] = {}
    for those, chance in ((named, share), (things, 0.06)):
        person = those is named
        left: list[Mention] = []
        for m in those:
            near = [x for x in left if p.sentence[m.head] - p.sentence[x.head] <= NEAR]
            form = _form(p, m) if any(x.draft == m.draft for x in near) and any(x.draft != m.draft for x in near) else -1
            bound = any(drafts.at[i] == m.draft for i in forbidden(p, m.head)) or said.speaker(drafts, m.head) == (m.draft, True)
            if form < 0 or bound or rng.random() > chance:
                left.append(m)
                continue
            d = drafts.all[m.draft]
            shown = sex or d.gender or d.hint or sexes.setdefault(m.draft, rng.choice("mmf"))
            word = FORMS[shown][form] if person else ("it", "it", "its")[form]
            first = p.sentences[p.sentence[m.head]][0]
            out[m.first] = (m, word.capitalize() if m.first == first or (p.lower[m.first - 1] in ('"', "“", "``") and form == 0) else word, m.draft)
    return out


def _form(p: Parse, m: Mention) -> int:
    """Which form of the pronoun a name's place asks for: 0 "he", 1 "him", 2 "his"; −1 where none can stand."""
    if m.last + 1 >= len(p) or p.sentence[m.first] != p.sentence[m.last]:
        return -1
    below = [c for i in range(m.first, m.last + 1) for c in p.children[i] if not m.first <= c <= m.last]
    owner = p.xpos[m.last + 1] == "POS"
    if any(p.relations[c] not in _WHOLE or (p.relations[c] == "case" and c > m.head and p.xpos[c] != "POS") for c in below) or p.xpos[m.last] == "POS":
        return -1
    if p.lower[m.first - 1 : m.first] in (["the"], ["a"], ["an"]) or (p.relations[m.head] == "nmod:poss") != owner:
        return -1
    kind = p.relations[m.head]
    if owner:
        return 2
    if kind in ("nsubj", "nsubj:pass", "nsubj:outer"):
        return 0
    return 1 if kind in ("obj", "iobj", "obl", "obl:agent", "nmod") else -1


def told_case(name: str, state: State, told: Right, hidden: dict[int, tuple[Mention, str, int]], rng: random.Random) -> tuple[Case, list[str], set[int]]:
    """A text with its pronouns, written and told; the Penn tags of its words, and which are words of people's names."""
    p, drafts = state.parse, state.drafts
    words: list[str | None] = [t.text for t in p.tokens]
    wanted = {i: d for i, (d,) in told.items()}
    for m, word, draft in hidden.values():
        words[m.first] = word
        for i in range(m.first + 1, m.last + 1):
            words[i] = None
        if word.lower() in ("his", "her", "its") and p.xpos[m.last + 1] == "POS":
            words[m.last + 1] = None
        wanted[m.first] = draft
    new, n = [], 0
    for w in words:
        new.append(n)
        n += w is not None
    gone = {m.head for m, _, _ in hidden.values()}
    case = Case(name, "masked" if hidden else "sure", [[w for w in words[a : b + 1] if w is not None] for a, b in p.sentences])
    for i, d in wanted.items():
        right = [m.head for m in drafts.all[d].mentions if m.form != "pronoun" and m.head not in gone and m.head != i]
        if any(x < i and p.sentence[i] - p.sentence[x] <= NEAR + 1 for x in right) or any(p.sentence[x] == p.sentence[i] for x in right):
            case.right[new[i]] = tuple(sorted(new[x] for x in right))
    for i, w in enumerate(p.lower):
        if w == "it" and p.relations[i].startswith("expl") and words[i] is not None and rng.random() < 0.5:
            case.right[new[i]] = ()
    people = {new[i] for x in p.names if x.kind == "PER" for i in range(x.first, x.last + 1) if words[i] is not None and i not in hidden}
    return case, [x for x, w in zip(p.xpos, words, strict=True) if w is not None], people


class Disguise:
    """One sex for everybody, and other names.

    Args:
        parts: ``resources/training/names.yaml``.
    """

    def __init__(self, parts: Path) -> None:
        self.family: list[str] = yaml.safe_load(parts.read_text(encoding="utf-8"))["family"].split()
        rows = table("entities/firstnames")
        self.given = {s: sorted({w for part in (s, f"census_{s}") for w in rows[part].split() if w.isalpha() and first_name(w) == s}) for s in "mf"}

    def put_on(self, case: Case, xpos: Sequence[str], named: set[int], sex: str, rng: random.Random) -> None:
        """Change a text's names and pronouns in place."""
        fresh = {"given": rng.sample(self.given[sex], len(self.given[sex])), "family": rng.sample(self.family, len(self.family))}
        new: dict[str, str] = {}
        i = -1
        for s in case.words:
            for k, word in enumerate(s):
                i += 1
                low = word.lower()
                if i in named and word.isalpha() and word[0].isupper() and len(word) > 2:
                    given = first_name(word)
                    if case.source == "gum" and not given:
                        continue  # a proper noun that may be anything
                    pool = fresh["given" if given else "family"]
                    if low not in new and pool:
                        new[low] = pool.pop().capitalize() if given else pool.pop()
                    other = new.get(low, word)
                    s[k] = other.upper() if word.isupper() and len(word) > 3 else other
                    continue
                other = _turned(low, xpos[i], sex)
                if other:
                    s[k] = other.capitalize() if word[0].isupper() else other


def _turned(low: str, xpos: str, sex: str) -> str:
    if sex == "m" and low == "her":
        return "his" if xpos == "PRP$" else "him"
    if sex == "f" and low == "his":
        return "her" if xpos == "PRP$" else "hers"
    return TURNED[sex].get(low, "")


def cases(data: Path, rng: random.Random, parts: Path) -> Iterator[Case]:
    """All texts, each in several readings."""
    disguise = Disguise(parts)
    train = data / "syntax/gum/gum_free_train.conllu"
    for sexes in ("", "m", "f"):
        for case, xpos, named in gum(train):
            if held_out(case.name):
                continue
            if sexes:
                disguise.put_on(case, xpos, named, sexes, rng)
            yield case
    for name, text in texts(data):
        p = encode(text)
        if not len(p) or held_out(name):
            continue
        state, told = read(p, rng)
        for kind in ("sure", "sure", "masked", "masked"):
            sex = rng.choice("mmf") if rng.random() < 0.7 else ""
            hidden = masks(state, rng, sex) if kind == "masked" else {}
            case, xpos, named = told_case(name, state, told, hidden, rng)
            if sex:
                disguise.put_on(case, xpos, named, sex, rng)
            if kind == case.source:
                yield case


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("out", type=Path)
    ap.add_argument("--data", type=Path, default=Path(os.environ.get("SAYSO_DATA", "../shared/data")))
    ap.add_argument("--parts", type=Path, default=Path("resources/training/names.yaml"))
    ap.add_argument("--seed", type=int, default=0)
    a = ap.parse_args()
    rng = random.Random(a.seed)
    rows = [row for case in cases(a.data, rng, a.parts) for row in case.pieces()]
    rng.shuffle(rows)
    counts: Counter[str] = Counter()
    with a.out.open("w", encoding="utf-8") as f:
        for row in rows:
            f.write(json.dumps(row, ensure_ascii=False) + "\n")
            marks = [m for s in row["antecedents"] for m in s if m is not None]  # type: ignore[attr-defined]
            counts.update({f"{row['source']} somebody": sum(map(bool, marks)), f"{row['source']} nobody": sum(not m for m in marks), "documents": 1})
    print(dict(counts))


if __name__ == "__main__":
    main()
