# source: https://niquests.readthedocs.io/en/latest/api.html
from niquests.api import delete, get, head, options, patch, post, put, request
from niquests.async_api import delete as adelete, get as aget, head as ahead, options as aoptions, patch as apatch, post as apost, put as aput, request as arequest
from niquests.async_session import AsyncSession
from niquests.models import AsyncResponse, Response
from niquests.sessions import Session
