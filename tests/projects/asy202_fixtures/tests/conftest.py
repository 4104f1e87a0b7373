import pytest
import pytest_asyncio
from httpx import AsyncClient


@pytest_asyncio.fixture
async def client():
    async with AsyncClient(base_url="http://test") as found:
        yield found


@pytest.fixture(name="other")
def make_other() -> AsyncClient:
    return AsyncClient()
