# source: https://discordpy.readthedocs.io/en/stable/ext/commands/api.html
from discord.ext.commands import AutoShardedBot as AutoShardedBot, Bot as Bot
