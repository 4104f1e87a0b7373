import asyncio
import smtplib


def send():
    return smtplib.SMTP("mail.example.org")


def send_all(names):
    return [send() for _ in names]


def silenced():
    return smtplib.SMTP("mail.example.org")  # noqa: ASY154


class Service:
    def __init__(self, name):
        self.name = name

    def start(self):
        self._prepare()

    def _prepare(self):
        send()

    async def run(self):
        self.start()  # error: 8, call="smtplib.SMTP"
        await asyncio.to_thread(self.start)


class Heavy:
    def __init__(self):
        send()


async def functions(names):
    send()  # error: 4, call="smtplib.SMTP"
    await asyncio.sleep(1)
    send_all(names)  # error: 4, call="smtplib.SMTP"
    await asyncio.sleep(1)
    silenced()
    Heavy()  # error: 4, call="smtplib.SMTP"


async def objects(service: Service, unknown):
    service.start()  # error: 4, call="smtplib.SMTP"
    Service("x").start()  # error: 4, call="smtplib.SMTP"
    unknown.start()


async def offloaded():
    await asyncio.to_thread(send)
    await asyncio.get_running_loop().run_in_executor(None, send)
    await asyncio.to_thread(lambda: send())


async def shadowed(send):
    send()


def synchronous(names):
    send_all(names)
