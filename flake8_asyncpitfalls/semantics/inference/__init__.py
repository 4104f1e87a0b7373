"""What a term is: a module, a function, a class, an instance, a coroutine, or unknown."""
