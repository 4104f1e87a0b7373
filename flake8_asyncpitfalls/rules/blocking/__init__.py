"""ASY1: calls that block the event loop, directly or through helpers."""
