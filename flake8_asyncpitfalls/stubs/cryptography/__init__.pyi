# source: https://cryptography.io/en/latest/
