"""hexwizard: a terminal wizard for the help-desk call « my client can't log in »."""

__version__ = "0.1.0"
