"""Functions of a project made asynchronous together with those that call them."""
