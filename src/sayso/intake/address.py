"""Which addresses are fetched from: public ones, checked on the address that is really connected to.

A page can send whoever fetches its links to the machine beside him (server-side request forgery, CWE-918), and a name that was
looked at can mean another address a moment later (DNS rebinding). So a name is looked up once, each address it means is judged, and the
connection goes to one that passed, whatever the name means by then.
"""

import ipaddress
import socket
from urllib.parse import urlsplit, urlunsplit

from sayso.errors import AddressError

__all__ = ["connected", "is_public", "web_address"]

_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_LONGEST = 4_000
_REMEDY = "give the address of a public page, or save the page and give the file"


def web_address(url: str) -> str:
    """An address as it is fetched: http or https, with a host, without a fragment.

    >>> web_address("https://example.org/a b#top")
    'https://example.org/a%20b'

    Raises:
        AddressError: It is no such address, or has a name and a password in it.
    """
    try:
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError as error:
        raise AddressError(f"{url[:200]!r} ({error})", "an address such as https://example.org/a", _REMEDY) from None
    if parts.scheme not in {"http", "https"} or not parts.hostname or port == 0 or len(url) > _LONGEST:
        raise AddressError(f"{url[:200]!r}", "an address such as https://example.org/a", _REMEDY)
    if "@" in parts.netloc:
        raise AddressError(f"an address of {parts.hostname!r} with a user's name in it", "one without", "leave the name and the password out")
    path = "".join(c if "!" <= c <= "~" else "".join(f"%{b:02X}" for b in c.encode("utf-8", "replace")) for c in parts.path or "/")
    return urlunsplit((parts.scheme, parts.netloc, path, parts.query, ""))


def is_public(address: str) -> bool:
    """Whether an IP address is of the public internet, also where it carries an IPv4 address inside.

    >>> [is_public(a) for a in ("93.184.216.34", "127.0.0.1", "10.0.0.1", "169.254.169.254", "::1", "::ffff:127.0.0.1", "64:ff9b::7f00:1")]
    [True, False, False, False, False, False, False]
    """
    try:
        ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if inner is None and ip in _NAT64:
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner is not None and not is_public(str(inner)):
            return False
        if ip.is_site_local:
            return False
    return ip.is_global and not ip.is_multicast


def connected(host: str, port: int, timeout: float, *, private: bool) -> socket.socket:
    """A connection to a host, made to an address that is public.

    Args:
        host: Name or address.
        port: Port.
        timeout: Seconds for each address that is tried.
        private: Allow all addresses.

    Raises:
        AddressError: The host has addresses, none of them public.
        OSError: It has none, or none answers.
    """
    found = list(dict.fromkeys(info[4][0] for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)))
    allowed = [str(address) for address in found if private or is_public(str(address))]
    if not allowed:
        raise _not_public(host, str(found[0]) if found else "no address")
    failed: OSError | None = None
    for address in allowed:
        try:
            link = socket.create_connection((address, port), timeout)
        except OSError as error:
            failed = error
            continue
        peer = str(link.getpeername()[0])
        if not private and not is_public(peer):
            link.close()
            raise _not_public(host, peer)
        link.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return link
    assert failed is not None
    raise failed


def _not_public(host: str, address: str) -> AddressError:
    seen = f"{host!r}, which is at {address}" if host != address else f"the address {address}"
    return AddressError(seen, "an address of the public internet", _REMEDY)
