# source: https://python-sounddevice.readthedocs.io/en/latest/api/streams.html
class RawInputStream:
    active: bool
    stopped: bool
    @offloads("callback")
    def __init__(self, samplerate=None, blocksize=None, device=None, channels=None, dtype=None, latency=None, extra_settings=None, callback=None, *args, **kwargs): ...

class RawOutputStream:
    active: bool
    stopped: bool
    @offloads("callback")
    def __init__(self, samplerate=None, blocksize=None, device=None, channels=None, dtype=None, latency=None, extra_settings=None, callback=None, *args, **kwargs): ...

class RawStream:
    active: bool
    stopped: bool
    @offloads("callback")
    def __init__(self, samplerate=None, blocksize=None, device=None, channels=None, dtype=None, latency=None, extra_settings=None, callback=None, *args, **kwargs): ...

class InputStream:
    active: bool
    stopped: bool
    @offloads("callback")
    def __init__(self, samplerate=None, blocksize=None, device=None, channels=None, dtype=None, latency=None, extra_settings=None, callback=None, *args, **kwargs): ...

class OutputStream:
    active: bool
    stopped: bool
    @offloads("callback")
    def __init__(self, samplerate=None, blocksize=None, device=None, channels=None, dtype=None, latency=None, extra_settings=None, callback=None, *args, **kwargs): ...

class Stream:
    active: bool
    stopped: bool
    @offloads("callback")
    def __init__(self, samplerate=None, blocksize=None, device=None, channels=None, dtype=None, latency=None, extra_settings=None, callback=None, *args, **kwargs): ...

@blocks("wait", when={"blocking": True})
def play(data=None, samplerate=None, mapping=None, blocking=False, *args, **kwargs): ...
@blocks("wait", when={"blocking": True})
def rec(frames=None, samplerate=None, channels=None, dtype=None, out=None, mapping=None, blocking=False, *args, **kwargs): ...
@blocks("wait")
def wait(ignore_errors=True): ...
