# source: https://scikit-learn.org/stable/api/index.html
