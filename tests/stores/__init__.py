"""What every store must do, and what the account file promises beyond that."""
