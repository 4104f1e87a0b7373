# source: https://python-pptx.readthedocs.io/en/latest/
from pptx.presentation import Presentation as _Presentation

@blocks("file", when={"pptx": ("type:builtins.str", "type:io.BufferedReader")})
def Presentation(pptx=None) -> _Presentation: ...
