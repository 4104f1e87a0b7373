# source: https://art049.github.io/odmantic/engine/
from odmantic import AIOEngine, SyncEngine, _AsyncFind, _SyncFind
