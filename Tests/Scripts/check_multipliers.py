#!/usr/bin/env python3
"""Recomputes the output multipliers of the frozen model from its exported tables.

    jtam model multipliers --out FOLDER
    check_multipliers.py FOLDER

The tables give the open input-output model: what an industry buys for a unit of output, which part
of it is product and which is trade and transport, which part of supply is home-made, and which
industry makes it. Inverting that matrix must give what jtam finds by solving its whole model.
"""

import csv
import os
import sys

import numpy
from scipy import linalg

TOLERANCE = 1e-9


def table(folder, name):
    with open(os.path.join(folder, name + ".csv"), encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    return {tuple(row[:-1]): float(row[-1]) for row in rows[1:]}


def main(folder):
    use = table(folder, "useValue")
    output = table(folder, "output")
    make = table(folder, "makeShare")
    basic = table(folder, "basicContent")
    margins = table(folder, "marginContent")
    domestic = table(folder, "domesticShare")
    found = table(folder, "multipliers")

    sectors = [key[0] for key in output]
    products = sorted({key[0] for key in use} | {key[0] for key in make})
    sector_at = {name: i for i, name in enumerate(sectors)}
    product_at = {name: i for i, name in enumerate(products)}
    margins_of = {}
    for (margin, product, user), value in margins.items():
        margins_of.setdefault((product, user), []).append((margin, value))

    def supply(product, user):
        """Home-made output of each product for one unit of a purchase."""
        result = numpy.zeros(len(products))
        content = basic.get((product, user), 0.0)
        # Exports are supplied from home production only; everyone else buys the composite.
        share = 1.0 if user == "exports" else domestic.get((product,), 0.0)
        result[product_at[product]] += share * content
        for margin, value in margins_of.get((product, user), []):
            result[product_at[margin]] += domestic.get((margin,), 0.0) * value
        return result

    makes = numpy.zeros((len(sectors), len(products)))
    for (product, sector), value in make.items():
        makes[sector_at[sector], product_at[product]] = value

    inputs = numpy.zeros((len(products), len(sectors)))
    for (product, user), value in use.items():
        if user in sector_at:
            inputs[:, sector_at[user]] += supply(product, user) * value / output[(user,)]

    system = numpy.eye(len(sectors)) - makes @ inputs
    factors = linalg.lu_factor(system)

    worst, place = 0.0, None
    purchases = sorted({key[:2] for key in found})
    for product, user in purchases:
        expected = linalg.lu_solve(factors, makes @ supply(product, user))
        size = numpy.abs(expected).max()
        for sector, value in zip(sectors, expected):
            distance = abs(found[(product, user, sector)] - value) / max(size, 1e-12)
            if not distance <= worst:
                worst, place = distance, (product, user, sector)
    print(
        f"{len(purchases)} purchases, {len(sectors)} industries: the largest distance between jtam "
        f"and SciPy is {worst:.2e} ({place}), allowed {TOLERANCE:.0e}."
    )
    if not purchases or not worst <= TOLERANCE:
        print("The multipliers differ.", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: check_multipliers.py FOLDER")
    sys.exit(main(sys.argv[1]))
