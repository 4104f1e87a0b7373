"""Scopes and bindings of one file: which assignments can reach which use of a name."""
