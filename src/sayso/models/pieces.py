"""Words to wordpieces: the numbers that the encoder reads.

The vocabulary is uncased, so the case of the original characters goes in beside it as a *shape*.
"""

from collections.abc import Sequence
from pathlib import Path

from tokenizers import Tokenizer

__all__ = ["CLS", "SEP", "SHAPES", "Wordpieces", "shape"]

CLS, SEP, UNKNOWN = 101, 102, 100
SHAPES = 16
"""Number of shapes: eight classes, for the first piece of a word and for later ones."""

_MOST_CACHED = 200_000


def shape(piece: str) -> int:
    """The case class of some characters: 0 special, 1 lower, 2 Title, 3 CAPS, 4 single capital, 5 mixed, 6 digits, 7 other.

    >>> [shape(p) for p in ("said", "Kyiv", "UN", "A", "iPhone", "44", "—")]
    [1, 2, 3, 4, 5, 6, 7]
    """
    if not any(map(str.isalpha, piece)):
        return 6 if any(map(str.isdigit, piece)) else 7
    if piece == piece.lower():
        return 1
    if len(piece) == 1:
        return 4
    if piece == piece.upper():
        return 3
    if piece[0].isupper() and piece[1:] == piece[1:].lower():
        return 2
    return 5


class Wordpieces:
    """Wordpiece ids and shapes of single words, remembered."""

    def __init__(self, path: Path) -> None:
        self._tokenizer = Tokenizer.from_file(str(path))
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()
        self._known: dict[str, tuple[list[int], list[int]]] = {}

    def word(self, word: str) -> tuple[list[int], list[int]]:
        """Ids and shapes of one word; a word of no known character is one unknown piece."""
        found = self._known.get(word)
        if found is None:
            # half a surrogate pair is a character to Python and none to UTF-8; the question mark keeps offsets
            whole = word.encode("utf-8", "replace").decode("utf-8")
            encoded = self._tokenizer.encode(whole, add_special_tokens=False)
            ids, offsets = encoded.ids, encoded.offsets
            if not ids:
                ids, offsets = [UNKNOWN], [(0, len(word))]
            found = (ids[:32], [shape(word[a:b] or "?") + (8 if i else 0) for i, (a, b) in enumerate(offsets)][:32])
            if len(self._known) < _MOST_CACHED:
                self._known[word] = found
        return found

    def sizes(self, words: Sequence[str]) -> list[int]:
        """How many pieces each word has."""
        known = self._known
        return [len((known.get(w) or self.word(w))[0]) for w in words]

    def window(self, words: Sequence[str]) -> tuple[list[int], list[int], list[int]]:
        """Ids and shapes of a window of words between CLS and SEP, and for each word the position of its first piece."""
        ids, shapes, first = [CLS], [0], []
        known = self._known
        for w in words:
            a, b = known.get(w) or self.word(w)
            first.append(len(ids))
            ids += a
            shapes += b
        ids.append(SEP)
        shapes.append(0)
        return ids, shapes, first
