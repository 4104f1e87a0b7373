from bot import api


def temperature(city):
    return api.get_json("/weather", city=city)["temperature"]


def report(cities):
    lines = []
    for city in cities:
        lines.append(f"{city}: {temperature(city)}")
    return "\n".join(lines)


def forecast(city):
    data = api.get_with_retry(f"/forecast/{city}")
    return ", ".join(map(str, data["days"]))


async def ready():
    return await api.wait_for("/weather")
