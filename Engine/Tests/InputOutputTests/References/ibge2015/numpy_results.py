#!/usr/bin/env python3
"""Computes IBGE's tables 11 to 15 of 2015 from its tables 01, 03 and 04 with NumPy; see README.md.

    numpy_results.py > numpy.csv
"""
import csv
from pathlib import Path

import numpy as np

HERE = Path(__file__).resolve().parent
PACK = HERE.parents[4] / "Packs/brazil/raw/ibge_mip2015"


def table(path, industries=None):
    with open(path, encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    header = rows[0]
    industries = industries or header[header.index("0191") : header.index("9700") + 1]
    columns = [header.index(name) for name in industries]
    body = [row for row in rows[1:] if row[0] != "Total"]
    return industries, [row[0] for row in body], np.array([[float(row[c]) for c in columns] for row in body])


industries, products, make = table(HERE / "01_supply.csv")
_, used, national = table(PACK / "03_use_domestic_basic.csv", industries)
_, imported_products, imported = table(PACK / "04_use_imports_basic.csv", industries)
assert products == used == imported_products and make.shape == (127, 67)
q, g = make.sum(axis=1), make.sum(axis=0)
matrices = {
    "national": national @ np.diag(1 / g),
    "imported": imported @ np.diag(1 / g),
    "shares": make.T @ np.diag(1 / q),
}
matrices["technical"] = matrices["shares"] @ matrices["national"]
matrices["leontief"] = np.linalg.inv(np.eye(67) - matrices["technical"])
print("matrix,measure,row,column,value")
for name, matrix in matrices.items():
    for column, total in enumerate(matrix.sum(axis=0)):
        print(f"{name},columnSum,,{column},{float(total)!r}")
    # Every cell has a weight of its own, so that no two can be exchanged.
    weights = np.sin(1 + np.arange(matrix.size)).reshape(matrix.shape)
    for row, total in enumerate((matrix * weights).sum(axis=1)):
        print(f"{name},weightedRowSum,{row},,{float(total)!r}")
