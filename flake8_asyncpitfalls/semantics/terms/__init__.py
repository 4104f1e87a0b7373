"""Expressions as terms: small pure values that say what to look up, without looking anything up."""
