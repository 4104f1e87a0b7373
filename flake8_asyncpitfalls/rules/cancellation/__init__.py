"""ASY5: cancellation and timeouts."""
