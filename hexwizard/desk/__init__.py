"""What an agent does. Every change of an account is one act here: permitted, verified, audited, done, or not at all."""
