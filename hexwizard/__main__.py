"""`python -m hexwizard`."""

import sys

from hexwizard.cli import main

if __name__ == "__main__":
    sys.exit(main())
