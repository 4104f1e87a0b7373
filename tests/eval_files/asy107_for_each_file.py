# only: own
"""Threads for the least of the work, or in the middle of a message, which nobody would write."""
import os
import shutil
import tarfile
import tempfile


# What is done with each file takes longer than to find it.
async def uploads_each(make_client, folder):
    client = await make_client("s3")
    for root, _, names in os.walk(folder):  # error: 26
        for name in names:
            path = os.path.join(root, name)
            client.upload_file(path, "bucket")


async def collects_each(folder, found):
    for root, _, names in os.walk(folder):  # error: 26
        for name in names:
            found.append(os.path.join(root, name))


# Nobody looks for a wait in a message.
async def told_what_is_there(folder):
    if not os.path.exists(folder):
        return "missing"
    return f"there is {', '.join(os.listdir(folder))}"  # error: 33


async def gives_what_is_there(folder):
    return ", ".join(os.listdir(folder))  # error: 21


# Who waits for the upload never comes to the copy.
async def packs(upload, folder, target):
    file = tempfile.NamedTemporaryFile(delete=False)  # error: 11
    with tarfile.TarFile.open(fileobj=file, mode="w:gz") as archive:
        archive.add(folder)
    file.close()
    if target is None:
        await upload(file.name)
        return
    else:
        shutil.copy(file.name, target)  # error: 8


async def packs_and_waits(upload, folder, target):
    file = tempfile.NamedTemporaryFile(delete=False)  # error: 11
    with tarfile.TarFile.open(fileobj=file, mode="w:gz") as archive:
        archive.add(folder)
    file.close()
    await upload(file.name)
    shutil.copy(file.name, target)  # error: 4


HANDLERS = [
    uploads_each,
    collects_each,
    told_what_is_there,
    gives_what_is_there,
    packs,
    packs_and_waits,
]
