# source: https://gtts.readthedocs.io/en/latest/module.html
__plain_arguments__ = "yes"
class gTTS:
    @blocks("http")
    def save(self, *args, **kwargs): ...
    @blocks("http")
    def write_to_fp(self, *args, **kwargs): ...
