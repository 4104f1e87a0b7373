# source: https://scapy.readthedocs.io/en/latest/
