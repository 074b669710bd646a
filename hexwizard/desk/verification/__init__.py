"""Who is on the line: proved before any act that opens an account, never by reciting facts of the record.

OWASP ASVS 5.0, 6.4.2; the lessons of UNC3944, who talked help desks into resets. `standing.py` is the rule, pure: facts
in, what is still missing out. `enforcement.py` asks it inside every act's own transaction.
"""
