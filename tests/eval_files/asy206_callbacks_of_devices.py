"""Callbacks that libraries for devices call as plain functions, and work for Home Assistant's loop."""

import paho.mqtt.client as mqtt
from bleak import BleakClient
from homeassistant.core import HomeAssistant


class Manager:
    async def gone(self, client): ...

    def gone_plainly(self, client): ...

    async def told(self, client, userdata, message): ...

    async def clean(self): ...

    def connect(self, device):
        BleakClient(device, self.gone)  # error: 28
        BleakClient(device, disconnected_callback=self.gone)  # error: 50
        BleakClient(device, self.gone_plainly)
        client = mqtt.Client()
        client.message_callback_add("a", self.told)  # error: 41

    async def setup(self, hass: HomeAssistant, client: BleakClient):
        await client.start_notify(1, self.gone)
        hass.async_create_task(self.clean)  # ASY208: 31
        hass.async_create_task(self.clean())
        hass.async_add_job(self.clean)
