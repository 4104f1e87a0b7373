# source: https://scapy.readthedocs.io/en/latest/usage.html
from scapy.sendrecv import send, sendp, sniff, sr, sr1, srloop, srp, srp1
