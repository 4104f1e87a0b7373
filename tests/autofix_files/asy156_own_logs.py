import asyncio

# only: own
"""A log of the project that writes a file: a thread for each record is no help."""


class Log:
    def __init__(self, path):
        self.path = path

    def _write(self, text):
        with open(self.path, "a") as file:
            file.write(text)

    def debug(self, text):
        self._write(text)

    def info(self, text):
        self._write(text)

    def warning(self, text):
        self._write(text)

    def error(self, text):
        self._write(text)

    def status(self, text):
        self._write(text)
        return text


class Half:
    def info(self, path):
        with open(path) as file:
            return file.read()


async def main(log: Log, half: Half, path):
    log.info("started")  # error: 4, advice="let the log hand its records to a thread of its own, as 'logging.handlers.QueueHandler' does"
    log.status("ready")  # error: 4
    await asyncio.sleep(1)
    await asyncio.to_thread(half.info, path)  # error: 4


async def ended(log: Log):
    return await asyncio.to_thread(log.status, "done")  # error: 11


HANDLERS = [
    main,
    ended,
]
