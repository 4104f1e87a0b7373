from app.service import profile


async def show(user):
    return profile(user)  # error: 11
