"""The bytes of a file and its trees: where code stands, what parses by itself, what needs parentheses."""
