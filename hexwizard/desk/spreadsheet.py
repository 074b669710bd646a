"""What may stand in a cell of a CSV file that people open in a spreadsheet."""

from __future__ import annotations


def neutral(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula (ASVS 1.2.10)."""
    return f"'{cell}" if cell.lstrip().startswith(("=", "+", "-", "@")) or cell.startswith(("\t", "\r")) else cell
