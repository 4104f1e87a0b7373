# source: https://geopy.readthedocs.io/en/stable/
from geopy.geocoders import ArcGIS, GoogleV3, Nominatim, Photon
