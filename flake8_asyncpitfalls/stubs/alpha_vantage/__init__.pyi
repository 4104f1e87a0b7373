# source: https://github.com/RomelTorres/alpha_vantage
