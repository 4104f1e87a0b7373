# source: https://pandas.pydata.org/docs/reference/frame.html
from pandas.core.generic import NDFrame

class DataFrame(NDFrame):
    @blocks("file", when={"path": ("type:builtins.str", "type:pathlib.PurePath")})
    def to_parquet(self, path=None, *args, **kwargs): ...
    @blocks("file", unless={"path": "type:io.BytesIO"})
    def to_feather(self, path, *args, **kwargs): ...
    @blocks("file")
    def to_stata(self, path, *args, **kwargs): ...
