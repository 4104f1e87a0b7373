from . import wire as wire, wire as cable
