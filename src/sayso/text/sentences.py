"""Where paragraphs end, and a first rough cut into sentences.

The rough cut decides which words the encoder sees together in one window; the encoder's own head then says where else
sentences begin. It must therefore rather cut too seldom than in the middle of a sentence.
"""

import re
from collections.abc import Iterator
from typing import Final

__all__ = ["asks", "paragraphs", "rough_sentences"]

_BREAK: Final = re.compile(r"\r\n?|[\n\u2028\u2029\x0b\x0c\x85]")
_BULLET: Final = re.compile(r"\s*(?:[-–—*•·‣◦▪●○]|\(?\d{1,2}[.)]|\(?[a-z][.)])\s+\S")
_LONG_LINE: Final = 55  # characters: a line at least so long without a final stop may go on in the next (hard-wrapped text)
_CLOSERS: Final = "\"'”’»)†*"
_END: Final = re.compile(
    rf"""[.!?…](?:[.!?…]*[{_CLOSERS}]*|(?<!…)['’”"]+[.,])      # final stop with what closes behind it; first a set, which is quick to look for
         (?=\s+(?:["'“‘«(\[]\s*)*(?:[^\W\d_a-z]|\d))   # then space and something that can begin a sentence
    """,
    re.VERBOSE,
)
_NO_END: Final = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|Gen|Lt|Col|Maj|Capt|Cmdr|Sgt|Adm|Brig|Gov|Sen|Rep|Reps|Sens|Rev|Hon|Pres|Supt|Det|St|Mt|Ft|Jr|Sr|vs"
    r"|v|No|Nos|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec|[A-Z]) ?\.|(?:\b[^\W\d_]\.){2,})$"
)


def paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Yield start and end of each paragraph: blocks between blank lines, and lines that plainly stand alone.

    A single line break ends a paragraph when the line is short, ends a sentence, or a list item follows; else it is taken
    for hard wrapping.

    >>> [text[a:b] for text in ["Mariupol\\n\\nShelling went on. It\\nstopped."] for a, b in paragraphs(text)]
    ['Mariupol', 'Shelling went on. It', 'stopped.']
    """
    start = None
    end = 0
    for a, b in _lines(text):
        line = text[a:b]
        if not line.strip():
            if start is not None:
                yield start, end
                start = None
            continue
        if start is not None:
            last = text[start:end].rsplit("\n", 1)[-1].rstrip()
            if len(last) < _LONG_LINE or last[-1] in ".!?:…" + _CLOSERS or _BULLET.match(line):
                yield start, end
                start = None
        if start is None:
            start = a + len(line) - len(line.lstrip())
        end = a + len(line.rstrip())
    if start is not None:
        yield start, end


def _lines(text: str) -> Iterator[tuple[int, int]]:
    a = 0
    for m in _BREAK.finditer(text):
        yield a, m.start()
        a = m.end()
    yield a, len(text)


def asks(text: str, end: int) -> bool:
    """Whether what ends at ``end`` closes with a quoted question or exclamation, behind which its sentence may go on.

    >>> [asks(s, len(s)) for s in ("“Why?”", "“Never.”", "Why?")]
    [True, False, False]
    """
    tail = text[max(0, end - 6) : end]
    bare = tail.rstrip(_CLOSERS)
    return bare != tail and bare.endswith(("?", "!"))


def rough_sentences(text: str) -> Iterator[tuple[int, int]]:
    """Yield start and end of rough sentences, never across a paragraph.

    >>> [text[a:b] for text in ["Gen. Ito spoke. “No,” he said."] for a, b in rough_sentences(text)]
    ['Gen. Ito spoke.', '“No,” he said.']
    """
    for start, end in paragraphs(text):
        a = start
        for m in _END.finditer(text, start, end):
            if _NO_END.search(text, max(a, m.end() - 12), m.end()):
                continue
            yield a, m.end()
            a = m.end()
            while a < end and text[a].isspace():
                a += 1
        if a < end:
            yield a, end
