"""Who signs beside the agent in the demo. Its account file is thrown away, so anybody may know the password."""

SECOND_NAME = "Hector"
SECOND_PASSWORD = "quatre yeux valent mieux"  # noqa: S105 - opens the demo's throw-away file alone
