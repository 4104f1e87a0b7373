from django.db import models
from django.shortcuts import aget_object_or_404, get_object_or_404


class Book(models.Model):
    title = models.TextField()


async def change(request, key):
    book = await aget_object_or_404(Book, pk=key)
    book.save()  # error: 4, call="django.db.models.Model.save"
    await book.asave()
    other = get_object_or_404(Book, pk=key)  # error: 12
    other.delete()  # error: 4
    found, is_new = await Book.objects.aget_or_create(pk=key)
    found.save()  # error: 4
    is_new.save()
