from shop.orders import *
from shop.traits import *
