"""What several screens share. Widgets are handed what they show; they hold no rule."""
