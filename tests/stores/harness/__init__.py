"""The long versions of the tests of the stores, each run by hand with a count: `python -m tests.stores.harness.NAME N`.

Each also runs its control, a store without the protection in question, and fails where the control does not.
"""
