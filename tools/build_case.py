"""Build ``resources/text/case.yaml``: how words are written, and weights that say where a word has a capital.

    python tools/build_case.py [--data DIR]

Learns from the train parts of PolNeAR, the worldwide newspapers, EWT and GUM: an averaged perceptron over the signs of
``sayso.text.recase``. First words of sentences, headlines in capitals and lines without any are left out, since their case
says nothing of the word. Words seen fewer than three times count as unknown, signs seen fewer than four times are dropped.
"""

import argparse
import os
import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

import yaml

from sayso.tables import table
from sayso.text.recase import OPENERS, mark, signs
from sayso.text.sentences import rough_sentences
from sayso.text.tokens import tokenise

TARGET = Path(__file__).resolve().parent.parent / "resources/text/case.yaml"
HEAD = """\
# Where words have capitals, for reports without case. Learned by tools/build_case.py from the train parts of PolNeAR, the worldwide
# newspapers, EWT and GUM; read by sayso.text.recase, which says what the signs are. Do not edit: change the tool.
"""
TITLES = "mr mrs ms dr prof gen lt col maj capt cmdr sgt cpl adm brig gov sen rep sens reps st jr sr messrs eng vs"
"""Abbreviations whose stop ends no sentence."""
EPOCHS = 3


def texts(data: Path) -> Iterator[str]:
    """Running text of the train parts, paragraphs apart."""
    for path in sorted((data / "attribution/polnear/train").rglob("*.txt")):
        yield path.read_text(encoding="utf-8", errors="replace")
    for path in sorted((data / "names/worldwide/train").glob("*.tsv")):
        sentences: list[list[str]] = [[]]
        for line in path.read_text(encoding="utf-8").splitlines():
            word = line.split("\t")[0].strip() if "\t" in line else ""
            if word:
                sentences[-1].append(word)
            elif sentences[-1]:
                sentences.append([])
        yield "\n\n".join(" ".join(s) for s in sentences)
    for name in ("syntax/ud_ewt/en_ewt-ud-train.conllu", "syntax/gum/gum_free_train.conllu"):
        yield "\n\n".join(re.findall(r"^# text = (.*)$", (data / name).read_text(encoding="utf-8"), re.MULTILINE))


def sentences(data: Path) -> list[list[str]]:
    """The words of the sentences whose case can be learned from."""
    out = []
    for text in texts(data):
        for a, b in rough_sentences(text):
            words = [t.text for t in tokenise(text, a, b)]
            spelled = [w for w in words if w[0].isalpha()]
            share = sum(w[0].isupper() for w in spelled) / max(1, len(spelled))
            if len(spelled) >= 3 and 0 < share <= 0.6:
                out.append(words)
    return out


def telling(words: list[str]) -> Iterator[int]:
    """Indices of the words whose case is their own, not their place's."""
    opens = True
    for i, word in enumerate(words):
        if word[0].isalpha():
            if not opens:
                yield i
            opens = False
        elif word in OPENERS:
            opens = True


def rows(words: list[str], classes: dict[str, str]) -> Iterator[tuple[bool, list[str]]]:
    """Whether a telling word has a capital, and its signs."""
    low = [w.lower() for w in words]
    told = set(telling(words))
    before, last = "0", "0"
    for i, word in enumerate(words):
        large = word[0].isupper()
        if i in told:
            yield large, signs(low, i, last, before, classes.get)
        before, last = last, ("1" if large else "0") if word[0].isalpha() else mark(word)


def learned(known: list[list[str]], classes: dict[str, str]) -> dict[str, int]:
    """Weights of signs: an averaged perceptron's, in quarters."""
    seen = Counter(s for words in known for _, found in rows(words, classes) for s in found)
    weights: dict[str, float] = defaultdict(float)
    sums: dict[str, float] = defaultdict(float)
    step = 0
    shuffle = random.Random(1).shuffle
    for epoch in range(EPOCHS):
        shuffle(known)
        wrong, first = 0, step
        for words in known:
            for large, found in rows(words, classes):
                step += 1
                kept = [s for s in found if seen[s] >= 4]
                if (sum(weights[s] for s in kept if s in weights) > 0) != large:
                    wrong += 1
                    change = 1 if large else -1
                    for s in kept:
                        weights[s] += change
                        sums[s] += change * step
        print(f"epoch {epoch + 1}: {wrong} of {step - first} wrong while learning")
    return {s: n for s, w in weights.items() if abs(w - sums[s] / step) >= 0.5 and (n := round(4 * (w - sums[s] / step)))}


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--data", type=Path, default=Path(os.environ.get("SAYSO_DATA", "../shared/data")))
    known = sentences(ap.parse_args().data)
    forms: dict[str, Counter[str]] = defaultdict(Counter)
    for words in known:
        for i in telling(words):
            forms[words[i].lower()][words[i]] += 1
    classes: dict[str, str] = {w: "c" for names in table("entities/firstnames").values() for w in names.split()}
    odd = []
    for word, counts in sorted(forms.items()):
        if counts.total() < 3:
            continue
        small = counts[word] / counts.total()
        classes[word] = "l" if small > 0.97 else "c" if small < 0.06 else "m"
        large = max((f for f in counts if f != word), key=lambda f: (counts[f], f), default=word)
        if small <= 0.97 and counts[large] >= 3 and large != word.capitalize() and len(large) == len(word):
            odd.append(large)
    by_weight: dict[int, list[str]] = defaultdict(list)
    for sign, weight in learned(known, classes).items():
        by_weight[weight].append(sign)
    table_of = {
        "titles": TITLES,
        "classes": {k: " ".join(sorted(w for w, c in classes.items() if c == k and w in forms and forms[w].total() >= 3)) for k in "clm"},
        "forms": " ".join(odd),
        "weights": {w: "\n".join(sorted(s)) for w, s in sorted(by_weight.items())},
    }
    TARGET.write_text(HEAD + yaml.safe_dump(table_of, allow_unicode=True, sort_keys=False, width=150), encoding="utf-8")
    print(f"{len(classes)} words, {sum(map(len, by_weight.values()))} signs, {TARGET.stat().st_size} bytes")


if __name__ == "__main__":
    main()
