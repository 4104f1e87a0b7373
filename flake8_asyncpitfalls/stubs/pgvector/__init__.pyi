# source: https://github.com/pgvector/pgvector-python
