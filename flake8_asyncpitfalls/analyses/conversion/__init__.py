"""How synchronous code could be written asynchronously: twins, siblings, blocks of files."""
