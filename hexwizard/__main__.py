"""`python -m hexwizard`."""

from hexwizard.cli import program

if __name__ == "__main__":
    program()
