"""No test touches the folders of whoever runs it."""

from argparse import Namespace
from pathlib import Path

from hexwizard.commands.opening import accounts_path
from hexwizard.terminal.crash import log_folder


def test_what_a_user_keeps_lies_in_a_home_of_the_tests_own(own_home: Path) -> None:
    for folder in (accounts_path(Namespace(accounts=None)), log_folder(), Path.home()):
        assert folder.is_relative_to(own_home)
