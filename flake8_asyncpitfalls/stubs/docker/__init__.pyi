# source: https://docker-py.readthedocs.io/en/stable/
from docker.client import DockerClient

@blocks("service", instead="aiodocker.Docker")
def from_env(*args, **kwargs) -> DockerClient: ...
