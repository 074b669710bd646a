"""Mail that leaves the tool. One protocol; an outbox folder behind it until a server takes its place."""
