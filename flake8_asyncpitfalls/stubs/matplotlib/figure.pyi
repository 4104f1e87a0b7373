# source: https://matplotlib.org/stable/api/figure_api.html
class Figure:
    @cpu_bound
    def savefig(self, *args, **kwargs): ...
