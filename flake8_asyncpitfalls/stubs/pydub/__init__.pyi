# source: https://github.com/jiaaro/pydub/blob/master/API.markdown
__plain_arguments__ = "yes"
class AudioSegment:
    @classmethod
    @blocks("subprocess")
    def from_file(cls, file, *args, **kwargs) -> AudioSegment: ...
    @classmethod
    @blocks("subprocess")
    def from_mp3(cls, file, *args, **kwargs) -> AudioSegment: ...
    @classmethod
    @blocks("subprocess")
    def from_ogg(cls, file, *args, **kwargs) -> AudioSegment: ...
    @classmethod
    @blocks("file", unless={"file": "type:io.BytesIO"})
    def from_wav(cls, file, *args, **kwargs) -> AudioSegment: ...
    @blocks("subprocess")
    def export(self, *args, **kwargs): ...
