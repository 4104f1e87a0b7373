# source: https://tqdm.github.io/
