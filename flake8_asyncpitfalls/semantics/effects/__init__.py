"""What running a piece of code blocks on, directly or through the functions that it calls."""
