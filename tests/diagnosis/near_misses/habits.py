"""A second population and its typing, made apart from `people.py` and `slips.py`: what agents hear on the phone.

Names of both languages, compound and accented ones, other shapes of addresses and usernames, and slips as habits:
the provider misheard, the ending of another country, an address pasted with what stood around it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from pathlib import Path
from random import Random

from tests.diagnosis.near_misses import people
from tests.diagnosis.near_misses.people import Client

_HERE = Path(__file__).parent
GIVEN = (_HERE / "more_given_names.txt").read_text("utf-8").split() + people.GIVEN
FAMILY = (_HERE / "more_family_names.txt").read_text("utf-8").split() + people.FAMILY
_MAIL = {
    "gmail.com": 40, "hotmail.com": 18, "outlook.com": 10, "yahoo.ca": 6, "videotron.ca": 7, "live.ca": 4,
    "bell.net": 2,     "sympatico.ca": 4, "icloud.com": 5, "me.com": 1, "hotmail.ca": 1,
    "videotron.qc.ca": 1, "yahoo.com": 2, "msn.com": 1,
    "telus.net": 1, "cogeco.ca": 1, "protonmail.com": 1, "csmb.qc.ca": 1, "hydroquebec.example": 1,
}  # fmt: skip
_HEARD = {
    "gmail.com": (
        "gmial.com",
        "gamil.com",
        "gmai.com",
        "gnail.com",
        "gmail.co",
        "g-mail.com",
        "gmaill.com",
        "gmail.cm",
    ),
    "hotmail.com": (
        "hotmial.com",
        "hotmal.com",
        "hormail.com",
        "homail.com",
        "hotmaill.com",
        "hotmai.com",
        "otmail.com",
    ),
    "outlook.com": ("outlok.com", "oulook.com", "outloook.com", "outlook.co", "outlock.com"),
    "yahoo.ca": ("yaho.ca", "yahou.ca", "yhaoo.ca", "yahooo.ca"),
    "videotron.ca": ("videotrn.ca", "vidéotron.ca", "vidoetron.ca", "video.tron.ca", "videotron.a"),
    "sympatico.ca": ("simpatico.ca", "sympathico.ca", "sympatco.ca", "sympatico.c"),
    "icloud.com": ("iclod.com", "icloud.co", "icould.com", "icluod.com"),
    "live.ca": ("live.c", "lvie.ca", "livr.ca"),
}
_SAME_BRAND = {
    "hotmail.com": ("hotmail.ca", "hotmail.fr"), "yahoo.ca": ("yahoo.com", "yahoo.fr"), "live.ca": ("live.com",),
    "videotron.ca": ("videotron.qc.ca", "videotron.com"), "outlook.com": ("outlook.fr", "outlook.ca"),
    "gmail.com": ("gmail.ca", "gmail.fr"), "sympatico.ca": ("sympatico.com",), "hotmail.ca": ("hotmail.com",),
    "videotron.qc.ca": ("videotron.ca",), "icloud.com": ("icloud.ca",),
}  # fmt: skip
_ENDINGS = {
    "com": ("con", "cmo", "comm", "vom", "cim", "ocm"),
    "ca": ("cq", "va", "xa", "cz", "caa"),
    "net": ("ner", "nt"),
}
_SOUNDS = (
    ("th", "t"), ("ph", "f"), ("eau", "o"), ("ll", "l"), ("nn", "n"), ("tt", "t"), ("ss", "s"), ("rr", "r"), ("y", "i"),
    ("c", "k"), ("ie", "y"), ("qu", "k"), ("s", "ss"), ("t", "tt"), ("e", ""), ("h", ""),
)  # fmt: skip
_CYRILLIC = dict(zip("aeopcyxiks", "аеорсухікѕ", strict=True))
_WIDE = {chr(code): chr(code + 0xFEE0) for code in range(0x21, 0x7F)}
Maker = Callable[[Random, str], str]


def _plain(name: str) -> str:
    decomposed = unicodedata.normalize("NFD", name.lower())
    return "".join(mark for mark in decomposed if mark.isascii() and mark not in "' ")


def _local(random: Random, given: str, family: str) -> str:
    first, last, initial = _plain(given), _plain(family), _plain(given)[0]
    dry = first.replace("-", "")
    shape = random.choice((
        f"{first}.{last}", f"{dry}.{last}", f"{first}_{last}", f"{dry}{last}", f"{initial}{last}", f"{initial}.{last}",
        f"{last}.{dry}", f"{dry}{last[0]}", f"{last}{initial}", f"{dry}-{last}", f"famille.{last}", f"{dry}.{last[:3]}",
    ))  # fmt: skip
    number = random.choice(("", "", "", str(random.randint(1, 99)), str(random.randint(1948, 2007))))
    return shape + number


def address(random: Random) -> str:
    """Some person's address."""
    domain = random.choices(list(_MAIL), list(_MAIL.values()))[0]
    return f"{_local(random, random.choice(GIVEN), random.choice(FAMILY))}@{domain}"


def clients(random: Random, count: int) -> list[Client]:
    """So many accounts; the username is `prenom_nom`, `pnom` or the like."""
    made, taken = list[Client](), set[str]()
    while len(made) < count:
        given, family = random.choice(GIVEN), random.choice(FAMILY)
        base = random.choice((f"{_plain(given)}_{_plain(family)}", f"{_plain(given)[0]}{_plain(family)}"))
        username = base if base not in taken else f"{base}{random.randint(2, 99_999)}"
        domain = random.choices(list(_MAIL), list(_MAIL.values()))[0]
        mail = f"{_local(random, given, family)}@{domain}"
        if username in taken or mail in taken:
            continue
        taken.update((username, mail))
        made.append(Client(username, (username, mail)))
    return made


def _split(identifier: str) -> tuple[str, str]:
    local, _, domain = identifier.partition("@")
    return local, domain


def _misheard(random: Random, identifier: str) -> str:
    local, domain = _split(identifier)
    return f"{local}@{random.choice(_HEARD[domain])}"


def _brand(random: Random, identifier: str) -> str:
    local, domain = _split(identifier)
    return f"{local}@{random.choice(_SAME_BRAND[domain])}"


def _ending(random: Random, identifier: str) -> str:
    stem, _, ending = identifier.rpartition(".")
    return f"{stem}.{random.choice(_ENDINGS[ending])}"


def _no_dot(random: Random, identifier: str) -> str:
    local, domain = _split(identifier)
    return random.choice((f"{local}@{domain.replace('.', '', 1)}", f"{local}@{domain.partition('.')[0]}"))


def _around(random: Random, identifier: str) -> str:
    forms = ("mailto:{}", "<{}>", "{}.", "{},", "{};", "« {} »", '"{}"', "({})", " {}\n", "Marie <{}>", "{}!")
    return random.choice(forms).format(identifier)


def _at(random: Random, identifier: str) -> str:
    signs = ("", "2", "à", " à ", " arobase ", " at ", "(at)", "@@", " @ ", '"')
    return identifier.replace("@", random.choice(signs)) if "@" in identifier else _none()


def _none() -> str:
    raise KeyError("no @")


def _sound(random: Random, identifier: str) -> str:
    local, domain = _split(identifier)
    fitting = [(right, wrong) for right, wrong in _SOUNDS if right in local[1:]]
    right, wrong = random.choice(fitting)
    changed = local[0] + local[1:].replace(right, wrong, 1)
    return f"{changed}@{domain}" if domain else changed


def _sign(random: Random, identifier: str) -> str:
    local, domain = _split(identifier)
    at = random.choice([at for at, letter in enumerate(local) if letter in "._-"])
    other = random.choice([sign for sign in (".", "_", "-", "", " ", "–", "..") if sign != local[at]])
    changed = local[:at] + other + local[at + 1 :]
    return f"{changed}@{domain}" if domain else changed


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def _decomposed(text: str) -> str:
    return unicodedata.normalize("NFD", text)


def _accent(random: Random, identifier: str) -> str:
    marks = {"e": "éèêë", "a": "àâ", "i": "îï", "o": "ô", "u": "ùû", "c": "ç"}
    at = random.choice([at for at, letter in enumerate(_split(identifier)[0]) if letter in marks])
    compose = random.choice((_composed, _decomposed))
    return compose(identifier[:at] + random.choice(marks[identifier[at]]) + identifier[at + 1 :])


def _look(random: Random, identifier: str) -> str:
    local, _ = _split(identifier)
    table = random.choice((_CYRILLIC, {"o": "0", "0": "o", "l": "1", "1": "l", "i": "1"}))
    at = random.choice([at for at, letter in enumerate(local) if letter in table])
    return identifier[:at] + table[identifier[at]] + identifier[at + 1 :]


def _wide(random: Random, identifier: str) -> str:
    at = random.randrange(len(identifier))
    changed = identifier[:at] + random.choice("xyz") + identifier[at:]
    return "".join(
        _WIDE.get(letter, letter) for letter in (identifier.upper() + "." if random.random() < 0.5 else changed)
    )


def _commas(random: Random, identifier: str) -> str:
    return identifier.replace(".", ",") if "." in identifier else _none()


def _space(random: Random, identifier: str) -> str:
    at = random.randrange(1, len(identifier))
    return identifier[:at] + random.choice((" ", "\u00a0", "  ", "\u200b", "\t")) + identifier[at:]


def _finger(random: Random, identifier: str) -> str:
    local, domain = _split(identifier)
    at = random.randrange(len(local))
    what = random.randrange(4)
    if what == 0 and at + 1 < len(local) and local[at] != local[at + 1]:
        changed = local[:at] + local[at + 1] + local[at] + local[at + 2 :]
    elif what == 1:
        changed = local[:at] + local[at + 1 :]
    elif what == 2:
        changed = local[: at + 1] + local[at] + local[at + 1 :]
    else:
        changed = local[:at] + random.choice("abcdefghijklmnopqrstuvwxyz") + local[at + 1 :]
    text = f"{changed}@{domain}" if domain else changed
    return text.upper() if random.random() < 0.2 else text


KINDS: dict[str, Maker] = {
    "provider misheard": _misheard,
    "another ending of the brand": _brand,
    "ending mistyped": _ending,
    "dot left out of the domain": _no_dot,
    "pasted with signs around": _around,
    "@ said or mistyped": _at,
    "spelled as it sounds": _sound,
    "another sign between words": _sign,
    "accent": _accent,
    "look-alike": _look,
    "full width": _wide,
    "commas for dots": _commas,
    "a space of any kind": _space,
    "slip of the finger": _finger,
}


def slip(random: Random, kind: str, identifier: str) -> str | None:
    """`identifier` mistyped by this habit; None where it cannot be."""
    try:
        return KINDS[kind](random, identifier)
    except (IndexError, KeyError, ValueError):
        return None
