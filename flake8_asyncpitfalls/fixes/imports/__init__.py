"""Names in fixes: how they are written at a place, and the imports that they need."""
