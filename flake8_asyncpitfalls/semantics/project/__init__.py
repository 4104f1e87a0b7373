"""Which file a dotted name leads to, and the modules of a run."""
