# source: https://aiodocker.readthedocs.io/en/latest/
from typing import Self

from aiodocker.containers import DockerContainers
from aiodocker.images import DockerImages

__plain_arguments__ = "yes"

class Docker:
    containers: DockerContainers
    images: DockerImages
    async def close(self, *args, **kwargs): ...
    async def auth(self, *args, **kwargs): ...
    async def version(self, *args, **kwargs): ...
    async def __aenter__(self) -> Self: ...
