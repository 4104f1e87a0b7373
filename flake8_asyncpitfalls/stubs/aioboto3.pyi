# source: https://aioboto3.readthedocs.io/
from aiobotocore.session import ClientCreatorContext

__plain_arguments__ = "yes"

class Session:
    def client(self, *args, **kwargs) -> ClientCreatorContext: ...
    def resource(self, *args, **kwargs): ...
