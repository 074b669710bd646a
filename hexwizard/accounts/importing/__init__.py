"""Import files (the contract, « Import files »): read whole, checked whole, refused whole.

`read_companies`, then `read_accounts`; each names every fault with its line, column and reason, and hands
over records only where there is none. Nothing here writes; `merge` says what an update keeps.
"""

from hexwizard.accounts.importing.accounts import AccountsRead, read_accounts
from hexwizard.accounts.importing.companies import CompaniesRead, read_companies
from hexwizard.accounts.importing.existing import NO_ACCOUNTS, Existing
from hexwizard.accounts.importing.faults import Fault
from hexwizard.accounts.importing.merging import merge
from hexwizard.accounts.importing.watch import ImportCancelled

__all__ = [
    "NO_ACCOUNTS",
    "AccountsRead",
    "CompaniesRead",
    "Existing",
    "Fault",
    "ImportCancelled",
    "merge",
    "read_accounts",
    "read_companies",
]
