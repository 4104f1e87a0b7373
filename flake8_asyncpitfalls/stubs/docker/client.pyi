# source: https://docker-py.readthedocs.io/en/stable/client.html
from docker import DockerClient
