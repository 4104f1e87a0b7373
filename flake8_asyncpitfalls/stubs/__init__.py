"""What libraries do, one ``.pyi`` file a library; ``markers.py`` documents the markers."""
