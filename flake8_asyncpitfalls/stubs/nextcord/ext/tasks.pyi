# source: https://docs.nextcord.dev/en/stable/api.html
from discord.ext.tasks import Loop, loop
