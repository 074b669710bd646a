"""Who may enter: accounts, companies, memberships, identifiers and how they are compared."""
