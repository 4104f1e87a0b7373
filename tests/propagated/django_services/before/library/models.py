from django.db import models


class Book(models.Model):
    title = models.CharField(max_length=50)
    copies = models.IntegerField(default=1)


class Loan(models.Model):
    book = models.ForeignKey(Book, on_delete=models.CASCADE)
    reader = models.CharField(max_length=50)
