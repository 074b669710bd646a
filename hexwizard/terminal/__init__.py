"""Between the screens and the terminal: a start and an end in order, the lock, faults told without secrets."""
