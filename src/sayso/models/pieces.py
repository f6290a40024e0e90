"""Words to wordpieces: the numbers that the encoder reads.

The vocabulary is uncased, so the case of the original characters goes in beside it as a *shape*.
"""

from array import array
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer

__all__ = ["CLS", "SEP", "SHAPES", "Wordpieces", "shape"]

CLS, SEP, UNKNOWN = 101, 102, 100
SHAPES: Final = 16
"""Number of shapes: eight classes, for the first piece of a word and for later ones."""

Ints = npt.NDArray[np.int64]
_MOST: Final = 32  # pieces of a word; what has more is no word
_MOST_KNOWN: Final = 200_000
_PIECE: Final = 4  # bytes of a piece's id and shape


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
        self._known = _Known(path)

    def word(self, word: str) -> tuple[list[int], list[int]]:
        """Ids and shapes of one word; a word of no known character is one unknown piece."""
        ids, shapes = _unpacked([self._known[word]])
        return ids.tolist(), shapes.tolist()

    def sizes(self, words: Iterable[str]) -> list[int]:
        """How many pieces each word has."""
        return [len(packed) // _PIECE for packed in map(self._known.__getitem__, words)]

    def window(self, words: Sequence[str]) -> tuple[Ints, Ints, Ints]:
        """Ids and shapes of a window of words between CLS and SEP, and for each word the position of its first piece."""
        packed = [self._known[w] for w in words]
        ids, shapes = _unpacked([_CLS, *packed, _SEP])
        sizes = np.fromiter(map(len, packed), np.int64, len(packed)) // _PIECE
        return ids, shapes, 1 + sizes.cumsum() - sizes


class _Known(dict[str, bytes]):
    """The pieces of words, ids and shapes in turn as numbers of 16 bits: a report's are joined in one copy, and a word takes few bytes."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._tokenizer = Tokenizer.from_file(str(path))
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()

    def __missing__(self, word: str) -> bytes:
        found = self._pieces(word)
        if len(self) < _MOST_KNOWN:
            self[word] = found
        return found

    def _pieces(self, word: str) -> bytes:
        whole = self._tokenizer.token_to_id(word.lower()) if word.isascii() and word.isalnum() else None
        if whole is not None:  # two new words of three: the longest piece comes first, and nothing splits letters and digits
            return _packed([(whole, shape(word))])
        # half a surrogate pair is a character to Python and none to UTF-8; the question mark keeps offsets
        encoded = self._tokenizer.encode(word.encode("utf-8", "replace").decode("utf-8"), add_special_tokens=False)
        ids, offsets = encoded.ids, encoded.offsets
        if not ids:
            ids, offsets = [UNKNOWN], [(0, len(word))]
        return _packed([(k, shape(word[a:b] or "?") + (8 if i else 0)) for i, (k, (a, b)) in enumerate(zip(ids[:_MOST], offsets, strict=False))])


def _packed(pieces: Sequence[tuple[int, int]]) -> bytes:
    return array("H", [number for piece in pieces for number in piece]).tobytes()


def _unpacked(words: Sequence[bytes]) -> tuple[Ints, Ints]:
    both = np.frombuffer(b"".join(words), np.uint16).reshape(-1, 2).astype(np.int64)
    return np.ascontiguousarray(both[:, 0]), np.ascontiguousarray(both[:, 1])


_CLS, _SEP = _packed([(CLS, 0)]), _packed([(SEP, 0)])
