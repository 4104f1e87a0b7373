"""What other modules need to know of a module: functions, classes, call sites; stored on disk."""
