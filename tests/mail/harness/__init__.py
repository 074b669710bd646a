"""Long harnesses, run by hand; the suite has short versions."""
