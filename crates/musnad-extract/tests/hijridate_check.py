"""Prints every Umm al-Qura month start from 1356 to 1500 AH as PyPI `hijridate` has it: year, month, Gregorian day."""
from hijridate import Hijri

for year in range(1356, 1501):
    for month in range(1, 13):
        print(year, month, Hijri(year, month, 1).to_gregorian())
