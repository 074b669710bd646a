"""Mirrors `hexwizard/terminal`."""
