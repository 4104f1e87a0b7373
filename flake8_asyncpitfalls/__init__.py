"""Find the mistakes that make asynchronous Python slow, stuck or silently wrong, and repair them."""

__version__ = "0.1.0"
