"""Threads of frameworks: textual's workers, executor jobs of Home Assistant, callbacks of libraries."""
# only: own

import asyncio
import time

import RPi.GPIO as gpio
from discord.ext import commands
from gpiozero import Button
from homeassistant.components.switch import SwitchEntity
from homeassistant.core import HomeAssistant
from paho.mqtt import client as mqtt
from prompt_toolkit.application import Application
from pynput import keyboard
from textual import work
from textual.app import App
from textual.reactive import reactive
from textual.widgets import Label


class Viewer(App):
    status = reactive("")
    count: reactive[int] = reactive(0)

    def on_mount(self) -> None:
        self.load()
        self.query_one(Label).update("loading")

    @work(thread=True)
    def load(self) -> None:
        time.sleep(1)
        self.query_one(Label).update("done")  # error: 8, instead="app.call_from_thread"
        self.loading = True  # error: 8, call="self.loading"
        self.status = "done"  # error: 8
        self.count += 1  # error: 8
        self.plain = 1
        self.call_from_thread(self.query_one(Label).update, "done")

    @work
    async def quick(self) -> None:
        self.query_one(Label).update("done")

    def start(self) -> None:
        self.run_worker(self.other, thread=True)
        self.run_worker(self.third)

    def other(self) -> None:
        self.push_screen("done")  # error: 8

    def third(self) -> None:
        self.push_screen("done")


class Switch(SwitchEntity):
    def turn_on(self, **kwargs) -> None:
        self.async_write_ha_state()  # error: 8, instead="self.schedule_update_ha_state"
        self.schedule_update_ha_state()

    async def async_turn_off(self, **kwargs) -> None:
        await self.hass.async_add_executor_job(self._off)
        self.async_write_ha_state()

    def _off(self) -> None:
        self.hass.bus.async_fire("off")  # error: 8


def jobs(hass: HomeAssistant, job) -> None:
    hass.async_create_task(job)


class Pins:
    def __init__(self, loop: asyncio.AbstractEventLoop, application: Application) -> None:
        self.loop = loop
        self.application = application
        gpio.add_event_detect(4, gpio.BOTH, callback=self.interrupt)
        self.button = Button(2)
        self.button.when_pressed = self.pressed
        self.listener = keyboard.Listener(on_press=self.typed)

    def interrupt(self, channel) -> None:
        future = asyncio.run_coroutine_threadsafe(self.publish(channel), self.loop)  # error: 8
        future.add_done_callback(lambda done: done.cancelled() or done.result())

    def pressed(self) -> None:
        self.loop.call_soon(print)  # error: 8
        self.loop.call_soon_threadsafe(print)

    def typed(self, key) -> None:
        self.application.create_background_task(self.publish(key))  # error: 8

    async def publish(self, channel) -> None: ...


class Radio(commands.Cog):
    def __init__(self, bot):
        self.done = asyncio.Event()

    @commands.command()
    async def play(self, ctx: commands.Context, source) -> None:
        ctx.voice_client.play(source, after=self.after)
        await self.done.wait()

    def after(self, error) -> None:
        self.done.set()  # error: 8


def on_text(client, userdata, message) -> None:
    asyncio.ensure_future(print(message))  # error: 4


client = mqtt.Client()
client.message_callback_add("text", on_text)
client.loop_start()
