"""ASY2: a missing, superfluous or misplaced await."""
