# source: https://docs.trychroma.com/reference/python/client
