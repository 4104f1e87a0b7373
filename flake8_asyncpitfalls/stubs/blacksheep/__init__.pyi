# source: https://www.neoteroi.dev/blacksheep/
from blacksheep.messages import Request, Response
