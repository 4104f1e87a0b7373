"""ASY9: opinions, each off until it is named."""
