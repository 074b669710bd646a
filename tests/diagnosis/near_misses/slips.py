"""Slips of the finger, by kind, as clients make them. Written apart from the code that finds them."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from tests.diagnosis.near_misses.people import OWN_DOMAINS
from tests.diagnosis.near_misses.people import domain as some_provider

_ROWS = ("1234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm")
_CYRILLIC = dict(zip("aeopcyxi", "аеорсухі", strict=True))
_ACCENTS = {"e": "éèê", "a": "àâ", "o": "ô", "i": "îï", "u": "ùû", "c": "ç"}
_ENDINGS = {
    "com": ("con", "cpm", "cm", "co", "vom", "comm", "om", "cim", "xom", "net"),
    "ca": ("cq", "va", "xa", "c", "ac", "cs"),
    "net": ("ne", "nett", "ner", "bet"),
    "fr": ("fe", "ft", "f"),
}
Maker = Callable[[Random, str], str]


def _split(identifier: str) -> tuple[str, str]:
    local, at, domain = identifier.partition("@")
    return local, at + domain


def _at_letter(random: Random, text: str) -> int:
    return random.choice([at for at, letter in enumerate(text) if letter.isalnum()])


def _transposition(random: Random, text: str) -> str:
    places = [at for at in range(len(text) - 1) if text[at] != text[at + 1]]
    at = random.choice(places)
    return text[:at] + text[at + 1] + text[at] + text[at + 2 :]


def _dropped(random: Random, text: str) -> str:
    at = _at_letter(random, text)
    return text[:at] + text[at + 1 :]


def _doubled(random: Random, text: str) -> str:
    at = _at_letter(random, text)
    return text[: at + 1] + text[at:]


def _substituted(random: Random, text: str) -> str:
    at = _at_letter(random, text)
    pool = "0123456789" if text[at].isdigit() else "abcdefghijklmnopqrstuvwxyz"
    return text[:at] + random.choice(pool.replace(text[at], "")) + text[at + 1 :]


def _inserted(random: Random, text: str) -> str:
    at = random.randrange(len(text) + 1)
    return text[:at] + random.choice("abcdefghijklmnopqrstuvwxyz") + text[at:]


def _neighbour(random: Random, text: str) -> str:
    at = _at_letter(random, text)
    row = next((row for row in _ROWS if text[at] in row), "aq")
    place = row.find(text[at])
    near = row[max(0, place - 1) : place] + row[place + 1 : place + 2]
    return text[:at] + random.choice(near) + text[at + 1 :]


def _in_local(maker: Maker) -> Maker:
    def make(random: Random, identifier: str) -> str:
        local, rest = _split(identifier)
        return maker(random, local) + rest

    return make


def _domain(random: Random, identifier: str) -> str:
    local, rest = _split(identifier)
    stem, dot, ending = rest[1:].rpartition(".")
    maker = random.choice((_transposition, _dropped, _doubled, _neighbour))
    return f"{local}@{maker(random, stem)}{dot}{ending}"


def _ending(random: Random, identifier: str) -> str:
    stem, _, ending = identifier.rpartition(".")
    return f"{stem}.{random.choice(_ENDINGS[ending])}"


def _missing_at(random: Random, identifier: str) -> str:
    return identifier.replace("@", random.choice(("", "", "", "2", " at ", "à")))


def _comma(random: Random, identifier: str) -> str:
    local, _ = _split(identifier)
    dots = [at for at, letter in enumerate(identifier) if letter == "."]
    at = random.choice(dots if "." in local else dots[-1:])
    return identifier[:at] + "," + identifier[at + 1 :]


def _space(random: Random, identifier: str) -> str:
    at = random.randrange(1, len(identifier))
    return identifier[:at] + " " + identifier[at:]


def _mapped(random: Random, identifier: str, table: dict[str, str]) -> str:
    local, _ = _split(identifier)
    at = random.choice([at for at, letter in enumerate(local) if letter in table])
    return identifier[:at] + random.choice(table[identifier[at]]) + identifier[at + 1 :]


def _homoglyph(random: Random, identifier: str) -> str:
    return _mapped(random, identifier, _CYRILLIC)


def _accent(random: Random, identifier: str) -> str:
    return _mapped(random, identifier, _ACCENTS)


def _separator(random: Random, identifier: str) -> str:
    local, rest = _split(identifier)
    at = random.choice([at for at, letter in enumerate(local) if letter in "._-"])
    other = random.choice([sep for sep in (".", "_", "-", "") if sep != local[at]])
    return local[:at] + other + local[at + 1 :] + rest


def _other_mail(random: Random, identifier: str) -> str:
    """The same name at another known provider: an employer's domain is not one."""
    local, rest = _split(identifier)
    taken = (rest[1:], *OWN_DOMAINS)
    return f"{local}@{random.choice([other for _ in range(9) if (other := some_provider(random)) not in taken])}"


def _two(random: Random, identifier: str) -> str:
    """A slip of the finger and, before or after the @, a second one."""
    second = random.choice((_domain, _ending, _missing_at, _comma, _homoglyph, _accent, _in_local(_doubled)))
    first = _in_local(random.choice((_transposition, _dropped, _doubled, _neighbour)))
    return second(random, first(random, identifier))


KINDS: dict[str, Maker] = {
    "transposition": _in_local(_transposition),
    "dropped": _in_local(_dropped),
    "doubled": _in_local(_doubled),
    "substituted": _in_local(_substituted),
    "inserted": _in_local(_inserted),
    "keyboard-neighbour": _in_local(_neighbour),
    "domain-typo": _domain,
    "tld-typo": _ending,
    "missing-at": _missing_at,
    "comma-for-dot": _comma,
    "inner-space": _space,
    "homoglyph": _homoglyph,
    "accent": _accent,
    "separator": _separator,
    "other-account-mail": _other_mail,
    "two slips": _two,
}
OF_ADDRESSES = frozenset({"domain-typo", "tld-typo", "missing-at", "comma-for-dot", "other-account-mail", "two slips"})


def slip(random: Random, kind: str, identifier: str) -> str | None:
    """`identifier` mistyped in this way; None where it cannot be."""
    if kind in OF_ADDRESSES and "@" not in identifier:
        return None
    try:
        return KINDS[kind](random, identifier)
    except (IndexError, KeyError):  # no letter, ending or separator of the kind
        return None
