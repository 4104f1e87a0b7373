"""Handlers of pyrogram by their registration; what its iterators give."""

from pyrogram import Client, filters
from pyrogram.handlers import InlineQueryHandler, MessageHandler

app = Client("app")


@Client.on_message(filters.command("a"))
async def plugin(client, message):
    message.reply("x")  # error: 4


@app.on_callback_query()
async def pressed(client, query):
    query.answer("x")  # error: 4
    query.message.edit_text("y")  # error: 4
    query.data.strip()


@app.on_edited_message()
async def edited(client, message):
    message.delete()  # error: 4


async def added(client, message):
    message.reply("x")  # error: 4


async def asked(client, query):
    query.answer([])  # error: 4


async def left_alone(client, message):
    message.reply("x")


app.add_handler(MessageHandler(added, filters.text))
app.add_handler(InlineQueryHandler(asked))


async def main():
    async for message in app.get_chat_history(1):
        message.forward(2)  # error: 8
        print(message.id)
