# source: https://nats-io.github.io/nats.py/
