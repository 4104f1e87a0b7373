"""Who swallows, delays or delivers a cancellation."""
