# source: https://python-pptx.readthedocs.io/en/latest/
from pptx.presentation import Presentation as _Presentation

__plain_arguments__ = "yes"

@blocks("file", unless={"pptx": (None, "type:io.BytesIO")})
def Presentation(pptx=None) -> _Presentation: ...
