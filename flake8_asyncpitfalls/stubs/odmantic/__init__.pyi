# source: https://art049.github.io/odmantic/engine/
from odmantic.engine import AIOEngine, SyncEngine
