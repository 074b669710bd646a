"""Proofs of who one is: argon2id, failed attempts, temporary passwords, what may be a password."""
