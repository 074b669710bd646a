"""Mail that an act causes: written down with the act, sent by whoever tends the queue, its fate kept on record."""
