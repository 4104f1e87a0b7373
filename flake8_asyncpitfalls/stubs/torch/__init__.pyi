# source: https://docs.pytorch.org/docs/stable/torch.html
__slow_import__ = "yes"
from torch._tensor import Tensor

@blocks("file", unless={"f": "type:io.BytesIO"})
def load(f, *args, **kwargs): ...
@blocks("file", unless={"f": "type:io.BytesIO"})
def save(obj, f, *args, **kwargs): ...
