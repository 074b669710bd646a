"""Row 11, read in the sources: no secret is kept or told where a `repr`, a log or a fault's locals could show it."""

from __future__ import annotations

from pathlib import Path

import pytest

import hexwizard
from hexwizard.credentials.secret import Secret
from tests.security import kept_secrets

HOUSE = Path(hexwizard.__file__).parent

WRONG = {
    "an attribute": "class A:\n def f(self, password: str): self._last = password",
    "what was typed": "class A:\n def f(self): self._last = self.query_one('#x', SecretInput).take()",
    "a part of it": "class A:\n def f(self, password: str): self._last = f'{password[:3]}…'",
    "under another name": "class A:\n def f(self, token: str | None):\n  kept = token\n  self._last = kept or ''",
    "a list": "class A:\n def f(self, secret: str): self._all.append(secret)",
    "a table": "class A:\n def f(self, name, new_password: str): self._all[name] = new_password",
    "a keeper whose repr shows it": "class A:\n def f(self, secret: str): self._s = secret\n"
    " def __repr__(self): return f'A({self._s})'",
    "a field": "@dataclass\nclass A:\n password: str",
    "a struct's field": "class A(msgspec.Struct, frozen=True):\n password: str",
    "a field of another name": "@dataclass\nclass A:\n text: str\n"
    "def f(chooser): return A(temporary.generate(chooser))",
    "another class's attribute": "class A:\n def __init__(self, text): self.text = text\n"
    "def f(password: str): return A(password)",
    "a global": "_last = ''\ndef f(password: str):\n global _last\n _last = password",
    "a module": "_password = getpass.getpass()",
    "a cache": "@lru_cache\ndef f(password: str): return len(password)",
    "a print": "def f():\n code = codes.generate(chooser)\n print('sent', code)",
    "a log": "def f(password: str): logger.debug('tried %s', password)",
    "a notice": "class A:\n def f(self, password: str): self.notify(f'{password} is wrong')",
    "an exception": "def f(password: str): raise Problem('wrong', typed=password)",
    "an argument of a program": "def f(secret: str): subprocess.run(['xclip', secret])",
    "the environment": "def f(secret: str): os.putenv('X', secret)",
    "in a function within": "class A:\n def f(self, password: str):\n  def g(): self.last = password\n  g()",
    "in a lambda": "class A:\n def f(self, password: str): self.run_later(lambda: self.all.append(password))",
}

RIGHT = {
    "handed on": "def f(password: str): return sign_in(password)",
    "hashed": "class A:\n def f(self, password: str): self.encoded = self.hasher.hash(password)",
    "compared": "class A:\n def f(self, code: str): self.right = code == self.read()",
    "a field out of the repr": "@dataclass\nclass A:\n password: str = field(repr=False)\n"
    "def f(password: str): return A(password)",
    "in a Secret": "class A:\n def f(self, password: str): self.password = Secret(password)",
    "a keeper": "class A:\n def f(self, secret: str): self._s = secret\n"
    " def __repr__(self): return 'A(••••)' if self._s else 'A()'",
}


def test_no_secret_of_the_house_is_kept_or_told() -> None:
    read = kept_secrets.sources(HOUSE)
    assert len(read) > 300
    assert kept_secrets.faults(read) == []


@pytest.mark.parametrize("how", WRONG)
def test_a_secret_that_is_kept_or_told_is_found(how: str) -> None:
    assert kept_secrets.faults({"a.py": WRONG[how]})


@pytest.mark.parametrize("how", RIGHT)
def test_a_secret_that_is_used_or_kept_out_of_sight_is_left_alone(how: str) -> None:
    assert kept_secrets.faults({"a.py": RIGHT[how]}) == []


def test_one_line_put_into_the_real_sources_is_found() -> None:
    read = kept_secrets.sources(HOUSE)
    path = "hexwizard/desk/client_sign_in.py"
    line = "        require_text(identifier)\n"
    assert read[path].count(line) == 1
    read[path] = read[path].replace(line, f"{line}        self._last = password\n")
    assert [fault.partition(":")[0] for fault in kept_secrets.faults(read)] == [path]


def test_a_held_secret_says_nothing_of_itself() -> None:
    held = Secret("sept loutres")
    assert (repr(held), str(held), f"{held}") == ("••••",) * 3
    assert held.told() == "sept loutres"
