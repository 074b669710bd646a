"""One file an article section, plus the first run, signing in, home and the client's search."""
