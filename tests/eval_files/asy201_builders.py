from telegram.ext import Application


async def started(token):
    application = Application.builder().token(token).local_mode(True).build()
    application.initialize()  # error: 4, call="application.initialize"
    await application.start()
    application.stop()  # error: 4
    application.add_handler(None)
