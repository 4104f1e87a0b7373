import threading


class Recorder:
    def __init__(self, on_frame, on_end=None, on_start=None):
        self._on_frame = on_frame
        self.on_end = on_end
        self.on_start = on_start

    def start(self):
        self.on_start()
        threading.Thread(target=self._run, daemon=True).start()

    def _run(self):
        while True:
            self._emit(read())

    def _emit(self, frame):
        self._on_frame(frame)


class Careful:
    def __init__(self, loop, on_frame):
        self.loop = loop
        self._on_frame = on_frame

    def start(self):
        threading.Thread(target=self._run).start()

    def _run(self):
        if self.loop:
            self.loop.call_soon_threadsafe(self._on_frame, 1)
        else:
            self._on_frame(1)


class Base(threading.Thread):
    def __init__(self, callback):
        super().__init__()
        self.callback = callback

    def run(self):
        self.callback(1)


def watch(path, changed):
    def loop():
        while True:
            changed(path)

    threading.Thread(target=loop).start()


def call(path, changed):
    changed(path)


def read(): ...
