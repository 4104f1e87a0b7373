"""One file as text and tree: parsing, the order in which its statements run, its comments."""
