"""``asyncfix server``: a language server, for editors. Needs the extra ``[server]``."""
