"""What must hold before a fixed text is written."""
