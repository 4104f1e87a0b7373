import discord
from discord.ext import commands


class Trees(commands.Cog):
    def __init__(self, bot):
        self.bot = bot

    @commands.command()
    async def plant(self, ctx):
        self.bot.save_benches()  # error: 8
        self.bot.name_benches()
        ctx.bot.desk.fetch_cards()  # error: 8

    @discord.app_commands.command()
    async def count(self, interaction: discord.Interaction):
        interaction.client.save_benches()  # error: 8
        await interaction.client.save_benches()


class Declared(commands.Cog):
    def __init__(self, bot: commands.Bot):
        self.bot = bot

    @commands.command()
    async def plant(self, ctx):
        self.bot.save_benches()  # error: 8


class Owned(commands.Cog):
    """What a constructor calls otherwise may be anything."""

    def __init__(self, owner):
        self.bot = owner

    async def plant(self):
        self.bot.save_benches()


class Pipe:
    def __init__(self, bot):
        self.bot = bot

    async def run(self):
        self.bot.save_benches()
