"""Merged accounts: into which account, and that every chain of them ends at one that lives on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from hexwizard.accounts.identifiers import comparison_key
from hexwizard.accounts.importing.draft import Draft
from hexwizard.accounts.importing.existing import Existing
from hexwizard.accounts.importing.faults import shown
from hexwizard.accounts.model import Account


class Survivors:
    """The accounts as they would be after the import, those of the file before those of the store."""

    def __init__(self, drafts: Mapping[str, Draft], existing: Existing) -> None:
        self._drafts = drafts
        self._existing = existing
        self._ends: dict[str, bool] = {}

    def settled(self, draft: Draft) -> Account:
        """The account, its survivor spelled as that one spells itself. Notes a fault where there is none."""
        account = draft.account
        if account.merged_into is None:
            return account
        if comparison_key(account.merged_into) == draft.key:
            draft.row.fault("merged_into", "survivor-itself")
            return account
        survivor = self._find(account.merged_into)
        if survivor is None:
            draft.row.fault("merged_into", "survivor-unknown", username=shown(account.merged_into))
            return account
        if not self._comes_to_an_end(draft.key, account):
            draft.row.fault("merged_into", "survivor-cycle", username=shown(survivor.username))
        return account if account.merged_into == survivor.username else replace(account, merged_into=survivor.username)

    def _find(self, username: str) -> Account | None:
        draft = self._drafts.get(comparison_key(username))
        if draft is None:
            return self._existing.account(username)
        return draft.account if draft.replaced is None else replace(draft.account, username=draft.replaced.username)

    def _comes_to_an_end(self, key: str, account: Account) -> bool:
        """Whether the chain from `account` stops. What was followed once is remembered."""
        path: list[str] = []
        here: Account | None = account
        while key not in self._ends:
            self._ends[key] = False  # met again before it is settled: a cycle
            path.append(key)
            if here is None or here.merged_into is None:
                self._ends[key] = True
                break
            key = comparison_key(here.merged_into)
            here = self._find(here.merged_into)
        ends = self._ends[key]
        self._ends.update(dict.fromkeys(path, ends))
        return ends
