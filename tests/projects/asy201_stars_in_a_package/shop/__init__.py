from shop.api import *
from shop.engines import *
from shop.more import *
from shop.orders import *
from shop.traits import *
