"""What several screens share. A widget shows what it is handed and says what the agent did; it holds no rule."""
