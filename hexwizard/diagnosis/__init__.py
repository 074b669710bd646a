"""What stops this client: facts in, findings out. No clock, no file, no words."""
