import grpc
from authlib.integrations.starlette_client import OAuth
from dependency_injector import containers, providers
from gspread_asyncio import AsyncioGspreadClientManager
from mcp.server.fastmcp import Context, FastMCP
from nonebot import on_command
from pydantic_ai import Agent
from pyrogram import Client
from pyrogram.types import Message
from socketio import AsyncServer
from temporalio import workflow
from temporalio.client import Client as TemporalClient

app = Client("bot")
agent = Agent("model")
oauth = OAuth()
server = FastMCP("tools")
sio = AsyncServer()


@app.on_message()
async def on_message(client: Client, message: Message):
    message.reply_text("hello")  # error: 4, call="message.reply_text"
    await message.reply_text("hello")
    client.add_handler(message)
    chat = await client.get_chat(1)
    chat.leave()  # error: 4, call="chat.leave"


def from_a_shell():
    app.send_message(1, "Outside of a coroutine the library runs this itself.")


@server.tool()
async def tool(context: Context):
    context.info("working")  # error: 4, call="context.info"
    await context.report_progress(1, 2)


@sio.event
async def connect(sid, environ):
    sio.enter_room(sid, "room")  # error: 4, call="sio.enter_room"
    async with sio.session(sid) as session:
        session["name"] = environ["name"]
    sio.rooms(sid)


async def login(request):
    oauth.google.authorize_access_token(request)  # error: 4, call="oauth.google.authorize_access_token"
    return await oauth.google.authorize_redirect(request, "https://example.org")


async def ask(manager: AsyncioGspreadClientManager):
    async with agent.run_stream("question") as result:
        result.get_output()  # error: 8, call="result.get_output"
        async for text in result.stream_text():
            print(text)
    client = await manager.authorize()
    sheet = await client.open("sheet")
    sheet.worksheet("first")  # error: 4, call="sheet.worksheet"


async def work():
    client = await TemporalClient.connect("localhost:7233")
    handle = await client.start_workflow("name", id="1", task_queue="queue")
    handle.result()  # error: 4, call="handle.result"
    workflow.sleep(1)  # error: 4, call="workflow.sleep"
    client.get_workflow_handle("1")


weather = on_command("weather")


@weather.handle()
async def tell(bot, event):
    weather.send("one moment")  # error: 4, call="weather.send"
    weather.skip()
    await weather.finish("sunny")


class Greeter:
    async def Hello(self, request, context: grpc.aio.ServicerContext):
        context.abort(grpc.StatusCode.NOT_FOUND)  # error: 8, call="context.abort"
        context.set_code(grpc.StatusCode.OK)


class Container(containers.DeclarativeContainer):
    agents = providers.Singleton(Notes)
    made = providers.Factory(Notes, "all")
    other = providers.Object(agent)


async def inject(container: Container):
    container.agents().write()  # error: 4, call="container.agents().write"
    Container.made().write()  # error: 4, call="Container.made().write"
    container.other().write()


class Notes:
    async def write(self): ...
