# source: https://docs.pyrogram.org/api/handlers
@calls_with("pyrogram.Client", "pyrogram.types.CallbackQuery")
class CallbackQueryHandler:
    def __init__(self, callback, filters=None): ...

@calls_with("pyrogram.Client", "pyrogram.types.ChatJoinRequest")
class ChatJoinRequestHandler:
    def __init__(self, callback, filters=None): ...

@calls_with("pyrogram.Client", "pyrogram.types.Message")
class EditedMessageHandler:
    def __init__(self, callback, filters=None): ...

@calls_with("pyrogram.Client", "pyrogram.types.InlineQuery")
class InlineQueryHandler:
    def __init__(self, callback, filters=None): ...

@calls_with("pyrogram.Client", "pyrogram.types.Message")
class MessageHandler:
    def __init__(self, callback, filters=None): ...

@calls_with("pyrogram.Client", "pyrogram.types.User")
class UserStatusHandler:
    def __init__(self, callback, filters=None): ...
