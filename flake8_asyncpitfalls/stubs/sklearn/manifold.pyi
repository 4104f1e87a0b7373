# source: https://scikit-learn.org/stable/api/sklearn.manifold.html
from sklearn.base import BaseEstimator

class TSNE(BaseEstimator):
    @cpu_bound
    def fit(self, *args, **kwargs): ...
    @cpu_bound
    def fit_transform(self, *args, **kwargs): ...
