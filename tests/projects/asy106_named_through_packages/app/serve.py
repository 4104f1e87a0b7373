import app.jobs


async def handle(request):
    return await app.jobs.everywhere()
