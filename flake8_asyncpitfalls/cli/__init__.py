"""The asyncfix door: what the command reads, prints and writes; no analysis here."""
