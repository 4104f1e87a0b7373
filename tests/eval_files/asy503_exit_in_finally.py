# only: own
import asyncio


async def flagged(device, names):
    for name in names:
        try:
            await device.read(name)
        finally:
            continue  # error: 12, statement="continue"
    while True:
        try:
            async with device:
                print("inside")
        finally:
            if device.closed:
                break  # error: 16, statement="break"
    try:
        print("no await here")
    except ValueError:
        await device.close()
    finally:
        with device.lock:
            for name in names:
                if name:
                    return name  # error: 20, statement="return"


async def group(device):
    try:
        await device.read()
    except* ValueError:
        pass
    finally:
        return  # error: 8


async def silent(device, names):
    try:
        await device.read()
    finally:
        for name in names:
            if name == "":
                continue
            if name == "last":
                break

        def close():
            return device.close

        print(close)
    while True:
        try:
            print("nothing waits")
        finally:
            break
    try:
        await device.read()
    finally:
        device.close()
    return asyncio.sleep


def sync(device):
    try:
        device.read()
    finally:
        return None
