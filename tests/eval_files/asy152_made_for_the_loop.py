"""An object that a library calls on the loop is made there; what blocks leaves its constructor."""
# only: own
import asyncio

import discord
import requests
from discord.ext import commands


class Prices(commands.Cog):
    def __init__(self, bot):
        self.bot = bot
        self.rates = requests.get("https://rates.test").json()


class Rates:
    def __init__(self):
        self.rates = requests.get("https://rates.test").json()


async def setup(bot):
    await bot.add_cog(Prices(bot))  # error: 22


class Picker(discord.ui.View):
    def __init__(self):
        super().__init__()
        self.rates = requests.get("https://rates.test").json()


class Bot(commands.Bot):
    async def on_message(self, message):
        await self.add_cog(Prices(self))  # error: 27
        await message.reply(view=Picker())  # error: 33
        await asyncio.sleep(Rates().rates["pause"])  # error: 28
        rates = Rates()  # error: 16
        await message.reply(rates.rates)
