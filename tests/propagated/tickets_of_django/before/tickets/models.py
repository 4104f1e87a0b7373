from django.db import models


class Agent(models.Model):
    name = models.CharField(max_length=50)


class Ticket(models.Model):
    title = models.CharField(max_length=100)
    agent = models.ForeignKey(Agent, null=True, on_delete=models.SET_NULL)
    is_open = models.BooleanField(default=True)
    votes = models.IntegerField(default=0)
