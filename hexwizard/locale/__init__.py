"""The words, French and English: gettext catalogues keyed by what is said, and their rendering.

Keys are names (`cause.merged-account.say`), not English sentences, so that neither language is the original and a
wording can change without touching code.
"""
