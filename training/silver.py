"""Names that the shipped encoder finds in a corpus that marks none: good enough to be swapped for others."""

from sayso.models.decode import tags
from sayso.models.encoder import encoder
from training.corpora import Document


def mark(docs: list[Document]) -> None:
    """Set ``silver`` of every sentence of the documents."""
    enc = encoder()
    for d in docs:
        for s in d.sentences:
            named, _ = tags(enc, [enc.run(s.words[:200])], s.words[:200])
            found: list[tuple[int, int, str, float]] = []
            for i, t, p in zip(named.at, named.tags, named.sure, strict=True):
                if t[0] == "B":
                    found.append((i, i + 1, t[2:], p))
                elif t[0] == "I" and found:
                    a, _, kind, least = found[-1]
                    found[-1] = (a, i + 1, kind, min(least, p))
            s.silver = [(a, b, kind) for a, b, kind, p in found if p > 0.6]
