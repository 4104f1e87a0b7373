# source: https://typesense.org/docs/latest/api/
