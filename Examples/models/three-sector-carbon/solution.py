#!/usr/bin/env python3
"""Solves the three-sector model with a carbon tax without the program, and writes what it finds.

    solution.py

Reads data/, writes solution.csv beside this file. Needs nothing beyond Python. With Cobb-Douglas technology the
model folds into two unknowns, the price of capital and that of energy: given both, the other prices follow from
costs, spending follows from a linear system, and what is left over in the market for capital and in the cost of
energy must be zero. The two are found by bisection, one inside the other, in place of Newton's method.
"""
import csv
import math
import os

FOLDER = os.path.dirname(os.path.abspath(__file__))
CARBON_CONTENT = 0.02
SECTORS = ["energy", "industry", "services"]
FACTORS = ["labour", "capital"]
HOUSEHOLDS = ["urban", "rural"]


def table(name):
    with open(os.path.join(FOLDER, "data", f"{name}.csv"), encoding="utf-8") as file:
        rows = list(csv.reader(file))[1:]
    return {tuple(row[:-1]) if len(row) > 2 else row[0]: float(row[-1]) for row in rows}


flows, factors, households = table("intermediate0"), table("factorUse0"), table("consumption0")
endowment, population = table("endowment"), table("population")
output0 = {j: sum(flows[i, j] for i in SECTORS) + sum(factors[f, j] for f in FACTORS) for j in SECTORS}
cost = {(i, j): flows[i, j] / output0[j] for i in SECTORS for j in SECTORS}
value = {(f, j): factors[f, j] / output0[j] for f in FACTORS for j in SECTORS}
spending0 = {h: sum(households[i, h] for i in SECTORS) for h in HOUSEHOLDS}
budget = {(i, h): households[i, h] / spending0[h] for i in SECTORS for h in HOUSEHOLDS}


def linear(matrix, right):
    """The solution of a system of linear equations, by elimination with pivots."""
    rows = [list(row) + [one] for row, one in zip(matrix, right)]
    count = len(rows)
    for column in range(count):
        pivot = max(range(column, count), key=lambda row: abs(rows[row][column]))
        rows[column], rows[pivot] = rows[pivot], rows[column]
        for row in range(count):
            if row != column:
                factor = rows[row][column] / rows[column][column]
                rows[row] = [a - factor * b for a, b in zip(rows[row], rows[column])]
    return [rows[row][-1] / rows[row][row] for row in range(count)]


def bisected(function, low, high):
    """A root of a function that has opposite signs at both ends."""
    sign = function(low) > 0
    for _ in range(200):
        middle = (low + high) / 2
        if (function(middle) > 0) == sign:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def prices(rent, energy, tax):
    """Prices of all products, given those of capital and energy: logarithms of costs are linear."""
    burnt = math.log(energy + tax)
    others = SECTORS[1:]
    logs = linear(
        [[(i == j) - cost[i, j] for i in others] for j in others],
        [cost["energy", j] * burnt + value["capital", j] * math.log(rent) for j in others])
    return [energy] + [math.exp(log) for log in logs]


def energy_gap(rent, energy, tax):
    """What the price of energy lacks of its cost."""
    user = prices(rent, energy, tax)
    user[0] += tax
    logs = sum(cost[i, "energy"] * math.log(price) for i, price in zip(SECTORS, user))
    return math.exp(logs + value["capital", "energy"] * math.log(rent)) - energy


def economy(rent, carbon_price):
    """All values at a price of capital, and what is demanded of capital beyond what there is."""
    tax = carbon_price * CARBON_CONTENT
    energy = bisected(lambda price: energy_gap(rent, price, tax), 1e-6, 50)
    price = dict(zip(SECTORS, prices(rent, energy, tax)))
    user = {i: price[i] + (tax if i == "energy" else 0) for i in SECTORS}
    heads = sum(population.values())
    earned = {h: endowment["labour", h] + rent * endowment["capital", h] for h in HOUSEHOLDS}
    # Quantities are linear: output = sum of cost share * price * output / user price + budget share * income / user price,
    # where income holds the revenue tax * output of energy.
    matrix, right = [], []
    for i in SECTORS:
        row = [(i == j) - cost[i, j] * price[j] / user[i] for j in SECTORS]
        row[0] -= sum(budget[i, h] / user[i] * population[h] / heads for h in HOUSEHOLDS) * tax
        matrix.append(row)
        right.append(sum(budget[i, h] * earned[h] for h in HOUSEHOLDS) / user[i])
    output = dict(zip(SECTORS, linear(matrix, right)))
    revenue = tax * output["energy"]
    income = {h: earned[h] + population[h] / heads * revenue for h in HOUSEHOLDS}
    demanded = sum(value["capital", j] * price[j] * output[j] for j in SECTORS) / rent
    found = {"factorPrice,capital": rent, "emissions,": CARBON_CONTENT * output["energy"], "carbonRevenue,": revenue}
    found.update({f"price,{i}": price[i] for i in SECTORS})
    found.update({f"output,{i}": output[i] for i in SECTORS})
    found.update({f"income,{h}": income[h] for h in HOUSEHOLDS})
    return found, demanded - sum(endowment["capital", h] for h in HOUSEHOLDS)


with open(os.path.join(FOLDER, "solution.csv"), "w", encoding="utf-8", newline="\n") as file:
    file.write("carbonPrice,variable,element,value\n")
    for carbon_price in [0, 10, 50]:
        rent = bisected(lambda one: economy(one, carbon_price)[1], 0.05, 20)
        for name, number in economy(rent, carbon_price)[0].items():
            file.write(f"{carbon_price},{name},{number!r}\n")
