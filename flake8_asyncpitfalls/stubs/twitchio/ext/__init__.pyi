# source: https://twitchio.dev/en/latest/exts/commands/index.html
