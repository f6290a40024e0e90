"""Gzip in bounded memory: bombs are refused while they unpack, and damage ends one member, not the file."""

import io
import zlib
from typing import BinaryIO

from sayso.errors import Bomb, DamagedDocument

__all__ = ["GZIP", "Gunzipped", "bomb"]

GZIP = b"\x1f\x8b\x08"
_CHUNK = 65_536
_HARMLESS = 32_000_000
"""Bytes that may come out of a member whatever went in: so many are unpacked in a tenth of a second."""

_MUCH = 1_000_000_000
"""Bytes that may come out of all members together whatever went in."""

_RATIO = 150
"""Text shrinks to a fifth, a page of nothing but one template to a fiftieth, a bomb to a thousandth."""


def bomb(seen: str) -> Bomb:
    """The error for something that unpacks to too much."""
    return Bomb(seen, f"a document that unpacks to at most {_RATIO} times its size", "do not open it; get the document from elsewhere")


class Gunzipped(io.RawIOBase):
    """What a gzip stream holds, member after member, from where ``raw`` stands.

    Attributes:
        starts: For each member met so far where it begins: (in what comes out, in ``raw``). That is what a reader of archives
            needs to go on behind a damaged record.

    >>> import gzip
    >>> Gunzipped(io.BytesIO(gzip.compress(b"one ") + gzip.compress(b"two"))).read()
    b'one two'
    """

    def __init__(self, raw: BinaryIO) -> None:
        super().__init__()
        self.starts: list[tuple[int, int]] = []
        self._raw = raw
        self._given = 0
        self._pending = b""
        self._at = raw.tell() if raw.seekable() else 0  # where _pending ends in raw
        self._member: zlib._Decompress | None = None
        self._member_in = self._member_out = self._all_in = 0

    def readable(self) -> bool:
        """True."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Fills ``buffer`` with what comes next; 0 at the end.

        Raises:
            DamagedDocument: It is cut off, or no gzip from here on.
            Bomb: It unpacks to far too much.
        """
        while True:
            if not self._pending and not self._refill():
                if self._member is not None:
                    raise DamagedDocument("a gzip file that ends in the middle", "a whole one", "get the file again")
                return 0
            if self._member is None and not self._next_member():
                return 0
            out = self._unpacked(len(buffer))
            if out:
                buffer[: len(out)] = out
                self._given += len(out)
                return len(out)

    def _refill(self) -> bool:
        self._pending = self._raw.read(_CHUNK)
        self._at += len(self._pending)
        return bool(self._pending)

    def _next_member(self) -> bool:
        """Begins a member; False where only padding (zeros, as tapes have it) is left."""
        if not self._pending.strip(b"\0"):
            self._pending = b""
            return self._refill() and self._next_member()
        self.starts.append((self._given, self._at - len(self._pending)))
        self._member = zlib.decompressobj(zlib.MAX_WBITS | 16)
        self._member_in = self._member_out = 0
        return True

    def _unpacked(self, size: int) -> bytes:
        member = self._member
        assert member is not None
        before = len(self._pending)
        try:
            out = member.decompress(self._pending, size)
        except zlib.error as error:
            raise DamagedDocument(f"gzip that cannot be unpacked ({error})", "a whole gzip file", "get the file again") from None
        self._pending = member.unused_data if member.eof else member.unconsumed_tail
        self._member_in += before - len(self._pending)
        self._member_out += len(out)
        self._all_in += before - len(self._pending)
        for packed, plain, harmless in ((self._member_in, self._member_out, _HARMLESS), (self._all_in, self._given + len(out), _MUCH)):
            if plain > harmless and plain > _RATIO * packed:
                raise bomb(f"{packed:,} bytes of gzip that hold more than {plain:,}")
        if member.eof:
            self._member = None
        return out
