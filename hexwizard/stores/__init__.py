"""Where it is kept: one protocol, a TinyDB file behind it."""
