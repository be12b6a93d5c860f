"""The invented city: people, households and histories that never existed, the same for one seed.

Everything is made up: the prefecture's code 99 and postal codes that begin with 000 are given to
nobody, Individual Numbers are random digits with a right check digit.
"""

from backend.residents.invented.city import InventedCity, invent
from backend.residents.invented.places import CITIES, CitySpec

__all__ = ["CITIES", "CitySpec", "InventedCity", "invent"]
