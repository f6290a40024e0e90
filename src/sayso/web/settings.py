"""How the pages are served: which ledger, to whom, and within which limits."""

import secrets
import socket
from dataclasses import dataclass, field
from ipaddress import ip_address
from pathlib import Path

from sayso.errors import ConfigError

__all__ = ["Settings", "is_loopback"]


def is_loopback(host: str) -> bool:
    """Whether only programs of this machine can reach an address.

    >>> is_loopback("127.0.0.1"), is_loopback("::1"), is_loopback("localhost"), is_loopback("0.0.0.0")
    (True, True, True, False)
    """
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What ``sayso serve`` was asked for.

    Attributes:
        ledger: The file.
        host: The address that is listened at.
        names: Names by which browsers may call it, besides ``host`` and those of this machine.
        token: What a browser must show once; None where only this machine can reach the pages.
        read_only: Whether nothing can be added or corrected.
        fetch: Whether addresses that people give may be fetched.
        secret: What cookies and forms are signed with; new for each start.
        body_limit: Most bytes of a request.
        seconds: Longest time that a question to the ledger may take.

    Raises:
        ConfigError: Others could reach the pages, and no token keeps them out.
    """

    ledger: Path
    host: str = "127.0.0.1"
    names: tuple[str, ...] = ()
    token: str | None = None
    read_only: bool = False
    fetch: bool = True
    secret: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    body_limit: int = 12_000_000
    seconds: float = 20.0

    def __post_init__(self) -> None:
        if not is_loopback(self.host) and not self.token:
            raise ConfigError(f"the address {self.host}, which others can reach", "a token that keeps strangers out", "give --token WORD, or leave out --host")
        if self.token is not None and len(self.token) < 8:
            raise ConfigError(
                "a token that can be guessed", "eight characters at least", 'make one with: python -c "import secrets; print(secrets.token_urlsafe())"'
            )

    def goes_by(self, name: str) -> bool:
        """Whether a request that calls the server so is meant for it: no page of another site can make its name lead here (DNS rebinding).

        Where others may reach it, it goes by any bare address too, since no name then stands for it; strangers lack the token.
        """
        if name in {"127.0.0.1", "localhost", "::1", self.host.lower(), *(n.lower() for n in self.names)}:
            return True
        return not is_loopback(self.host) and (_is_address(name) or name == socket.gethostname().lower())


def _is_address(name: str) -> bool:
    try:
        ip_address(name)
    except ValueError:
        return False
    return True
