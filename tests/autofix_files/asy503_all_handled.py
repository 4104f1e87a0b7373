# only: own
import asyncio
import logging


async def handles_all(client):
    while True:
        try:
            await client.get()
        except BaseException:
            logging.exception("failed")
        finally:
            break


async def handles_both(client):
    try:
        await client.get()
    except asyncio.CancelledError:
        logging.info("stopped")
    except Exception:
        logging.exception("failed")
    finally:
        return


async def handles_bare(client):
    try:
        return await client.get()
    except:
        return None
    finally:
        return 1


async def handles_errors(client):
    try:
        await client.get()
    except Exception:
        logging.exception("failed")
    finally:
        return  # error: 8


async def handles_cancellation(client):
    try:
        await client.get()
    except asyncio.CancelledError:
        logging.info("stopped")
        raise
    finally:
        return  # error: 8


async def raises_again(client):
    try:
        await client.get()
    except BaseException:
        raise
    finally:
        return  # error: 8


async def waits_in_handler(client):
    try:
        await client.get()
    except BaseException:
        await client.close()
    finally:
        return  # error: 8
