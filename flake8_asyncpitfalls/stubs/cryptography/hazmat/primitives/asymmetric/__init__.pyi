# source: https://cryptography.io/en/latest/hazmat/primitives/asymmetric/
