# only: own
"""A folder that the implementation of an open method makes where it found none: two would make it."""

import asyncio
import os
from abc import ABC, abstractmethod

import httpx


class Results(ABC):
    @abstractmethod
    def save(self, name, result):
        """Keep it."""


class Near(Results):
    def __init__(self, folder):
        self.folder = folder

    def save(self, name, result):
        folder = os.path.join(self.folder, "results")
        if not os.path.exists(folder):
            os.makedirs(folder)
        return httpx.post(f"https://example.org/{folder}/{name}", data=result).text


class Reports(ABC):
    @abstractmethod
    def save(self, name, result):
        """Keep it."""


class NearReports(Reports):
    def __init__(self, folder):
        self.folder = folder

    def save(self, name, result):
        folder = os.path.join(self.folder, "reports")
        return httpx.post(f"https://example.org/{folder}/{name}", data=result).text


async def save(results: Results, name, result):
    return results.save(name, result)  # error: 11


async def save_report(reports: Reports, name, result):
    return await asyncio.to_thread(reports.save, name, result)  # error: 11
