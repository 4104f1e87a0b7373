"""ASY6: the event-loop API."""
