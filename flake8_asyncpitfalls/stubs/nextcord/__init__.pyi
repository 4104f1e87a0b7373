# source: https://docs.nextcord.dev/en/stable/api.html
from discord import (
    Attachment,
    AutoShardedClient,
    CategoryChannel,
    Client,
    DMChannel,
    Emoji,
    Guild,
    Interaction,
    InteractionMessage,
    InteractionResponse,
    Member,
    Message,
    PartialMessage,
    Reaction,
    Role,
    TextChannel,
    Thread,
    User,
    VoiceChannel,
    VoiceClient,
    Webhook,
)

__plain_arguments__ = "yes"

@calls_with("discord.Interaction")
def slash_command(*args, **kwargs): ...
@calls_with("discord.Interaction")
def user_command(*args, **kwargs): ...
