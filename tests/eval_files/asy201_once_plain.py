# Libraries whose functions were plain in older releases, or are in a fork of the same name.
import telegram
from discord.ext import commands
from telegram import Bot, Update

bot = commands.Bot("!")
bot.load_extension("cogs.music")


def setup(client: commands.Bot):
    client.add_cog(object())


async def setup_now(client: commands.Bot):
    client.add_cog(object())  # error: 4
    client.get_channel(1)


def start(update: Update, context):
    update.message.reply_text("hello")
    chat = telegram.Bot("token").get_chat(1)
    print(chat.title)


async def start_now(update: Update):
    Bot("token").send_message(1, "hello")  # error: 4
    update.message.reply_text("hello")  # error: 4


def close(client: commands.Bot):
    client.close()  # error: 4
