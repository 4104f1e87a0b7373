"""Makes itself ready for Twisted."""

import txaio

txaio.use_twisted()
