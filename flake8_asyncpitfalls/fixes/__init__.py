"""Carrying out fixes: bytes and findings in, bytes out; the only home of LibCST."""
