"""What code means: scopes, names, types, execution contexts, reach. Read-only once built."""
