#!/usr/bin/env python3
"""Estimates Klein's Model I by ordinary least squares over 1921 to 1941 and writes its data.

    estimate.py

Reads observed.csv, writes data/parameters.csv and the exogenous series of 1923 to 1941. Needs nothing beyond
Python: the normal equations are solved in fractions, so the estimates are exact to the last digit of a double.
"""
import csv
import os
from fractions import Fraction

FOLDER = os.path.dirname(os.path.abspath(__file__))
BEGINNING = 1923


def solved(matrix, right):
    """The solution of a system of linear equations, by elimination."""
    rows = [list(row) + [value] for row, value in zip(matrix, right)]
    for column in range(len(rows)):
        pivot = next(row for row in range(column, len(rows)) if rows[row][column])
        rows[column], rows[pivot] = rows[pivot], rows[column]
        rows[column] = [value / rows[column][column] for value in rows[column]]
        for row in range(len(rows)):
            if row != column:
                factor = rows[row][column]
                rows[row] = [a - factor * b for a, b in zip(rows[row], rows[column])]
    return [row[-1] for row in rows]


def least_squares(explained, regressors):
    """The coefficients for which the errors are orthogonal to every regressor."""
    return solved(
        [[sum(a * b for a, b in zip(one, other)) for other in regressors] for one in regressors],
        [sum(a * b for a, b in zip(one, explained)) for one in regressors])


with open(os.path.join(FOLDER, "observed.csv"), encoding="utf-8") as file:
    table = list(csv.DictReader(file))
years = [int(row["year"]) for row in table]
series = {name: [Fraction(row[name]) for row in table] for name in table[0] if name != "year"}
series["wages"] = [a + b for a, b in zip(series["privateWages"], series["governmentWages"])]
series["privateProduct"] = [
    y + t - w for y, t, w in zip(series["income"], series["taxes"], series["governmentWages"])]
series["trend"] = [Fraction(year - 1931) for year in years]


def now(name):
    return series[name][1:]


def lagged(name):
    return series[name][:-1]


constant = [Fraction(1)] * (len(years) - 1)
estimates = {}
for explained, names, regressors in [
        ("consumption", ["consumption0", "consumptionProfits", "consumptionProfitsLag", "consumptionWages"],
         [constant, now("profits"), lagged("profits"), now("wages")]),
        ("investment", ["investment0", "investmentProfits", "investmentProfitsLag", "investmentCapital"],
         [constant, now("profits"), lagged("profits"), lagged("capital")]),
        ("privateWages", ["wages0", "wagesProduct", "wagesProductLag", "wagesTrend"],
         [constant, now("privateProduct"), lagged("privateProduct"), now("trend")])]:
    estimates.update(zip(names, least_squares(now(explained), regressors)))
before = years.index(BEGINNING - 1)
for name in ["profits", "capital", "privateProduct"]:
    estimates[f"{name}{BEGINNING - 1}"] = series[name][before]

os.makedirs(os.path.join(FOLDER, "data"), exist_ok=True)
with open(os.path.join(FOLDER, "data", "parameters.csv"), "w", encoding="utf-8", newline="\n") as file:
    file.write("name,value\n")
    file.writelines(f"{name},{float(value)!r}\n" for name, value in estimates.items())
for name in ["governmentDemand", "governmentWages", "taxes", "trend"]:
    with open(os.path.join(FOLDER, "data", f"{name}.csv"), "w", encoding="utf-8", newline="\n") as file:
        file.write("year,value\n")
        file.writelines(
            f"{year},{float(value):g}\n" for year, value in zip(years, series[name]) if year >= BEGINNING)
