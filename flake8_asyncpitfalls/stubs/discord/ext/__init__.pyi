# source: https://discordpy.readthedocs.io/en/stable/ext/commands/api.html
