# source: https://github.com/jiaaro/pydub/blob/master/API.markdown
__plain_arguments__ = "yes"
@holds_nothing
class AudioSegment:
    @classmethod
    @blocks("subprocess", unless={"format": ("wav", "raw", "pcm")})
    def from_file(cls, file, format=None, codec=None, parameters=None, start_second=None, duration=None, **kwargs) -> AudioSegment: ...
    @classmethod
    @blocks("subprocess")
    def from_mp3(cls, file, *args, **kwargs) -> AudioSegment: ...
    @classmethod
    @blocks("subprocess")
    def from_ogg(cls, file, *args, **kwargs) -> AudioSegment: ...
    @classmethod
    @blocks("file", unless={"file": "type:io.BytesIO"})
    def from_wav(cls, file, *args, **kwargs) -> AudioSegment: ...
    @blocks("subprocess", unless={"format": ("wav", "raw")})
    def export(self, out_f=None, format="mp3", codec=None, bitrate=None, parameters=None, tags=None, id3v2_version="4", cover=None): ...
