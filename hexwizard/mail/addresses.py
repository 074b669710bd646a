"""Addresses as mail servers take them."""

from __future__ import annotations

_SEPARATORS = frozenset(',;:<>()[]"\\')


def is_plausible(address: str) -> bool:
    """Whether `address` can stand in a header and an envelope: one `@`, both parts there, nothing that separates."""
    local, _, domain = address.rpartition("@")
    return bool(local and domain) and all(
        one.isprintable() and not one.isspace() and one not in _SEPARATORS for one in address
    )


def domain_of(address: str) -> str:
    """What stands behind the `@`."""
    return address.rpartition("@")[2]


def in_ascii(address: str) -> str:
    """`address` with its domain as the name servers know it (IDNA 2008, RFC 5891); as it is where that cannot be.

    The part before the `@` has no such form (RFC 6531): it stays.
    """
    local, _, domain = address.rpartition("@")
    if domain.isascii():
        return address
    import idna

    try:
        return f"{local}@{idna.encode(domain, uts46=True).decode()}"
    except idna.IDNAError:
        return address
