#!/usr/bin/env python3
"""Balanced matrices by another way: SciPy's optimisers on the primal problem, then its conditions solved.

Writes balancing.csv beside this file, which the tests compare the engine with. Needs numpy and scipy. Each
case is first minimised over its cells by SLSQP, which knows nothing of the dual; the answer
starts a solution of the first-order conditions in cells and multipliers together, by hybrid Powell or, for
squares, by one dense solve. Both must agree.

Sources of the matrices: Miller and Blair (2009), Input-Output Analysis, 2nd ed., section 7.4.2; Junius and
Oosterhaven (2003), Economic Systems Research 15(1); the macro SAM of Mozambique of Robinson, Cattaneo and
El-Said (2001), Economic Systems Research 13(1), as the GAMS model library prints it (CESAM).
"""
import csv
import pathlib

import numpy as np
from scipy import optimize

HERE = pathlib.Path(__file__).parent
ACCOUNTS = ["ACT", "COM", "FAC", "ENT", "HOU", "GRE", "GIN", "CAP", "ROW"]
PAYMENTS = {
    ("ACT", "COM"): 14827.424, ("ACT", "HOU"): 2101.049, ("ACT", "GRE"): -0.327,
    ("ACT", "ROW"): 1488.157, ("COM", "ACT"): 7917.504, ("COM", "HOU"): 6953.332,
    ("COM", "GRE"): 1564.5, ("COM", "GIN"): 2518.5, ("COM", "CAP"): 2597.798,
    ("FAC", "ACT"): 9805.414, ("ENT", "FAC"): 3699.706, ("ENT", "GRE"): 33.0,
    ("HOU", "FAC"): 6031.308, ("HOU", "ENT"): 3417.506, ("HOU", "GRE"): 29.6,
    ("HOU", "ROW"): 209.501, ("GRE", "ACT"): 733.6, ("GRE", "COM"): 357.4, ("GRE", "FAC"): 74.4,
    ("GRE", "ENT"): 165.2, ("GRE", "HOU"): 139.5, ("GIN", "ROW"): 1712.3, ("CAP", "ENT"): 150.0,
    ("CAP", "HOU"): 649.156, ("CAP", "GRE"): -356.673, ("CAP", "GIN"): -406.2,
    ("CAP", "ROW"): 2163.857, ("ROW", "COM"): 5573.815,
}


class Problem:
    """Cells a with errors e, exact sums G x = b, uncertain sums H x ~ t with errors f."""

    def __init__(self, names, a, errors):
        self.names, self.a, self.e = names, np.array(a, float), np.array(errors, float)
        self.exact, self.uncertain = [], []

    def row(self, coefficients, target, error=0.0):
        line = np.array([coefficients(r, c) for r, c in self.names], float)
        (self.uncertain if error else self.exact).append((line, target, error))

    def matrices(self):
        def stack(rows):
            lines = np.array([r[0] for r in rows]).reshape(len(rows), len(self.a))
            return lines, np.array([r[1] for r in rows], float), np.array([r[2] for r in rows])
        g, b, _ = stack(self.exact)
        h, t, f = stack(self.uncertain)
        # Drop exact sums that follow from others, so that the conditions are regular.
        keep = []
        for k in range(len(g)):
            if np.linalg.matrix_rank(g[keep + [k]]) > len(keep):
                keep.append(k)
        return g[keep], b[keep], h, t, f

    def cross_entropy(self):
        g, b, h, t, f = self.matrices()
        sign, a = np.sign(self.a), np.abs(self.a)
        w = 1 / self.e ** 2
        v = 1 / (np.abs(t) * f ** 2) if len(t) else np.zeros(0)
        size = a.max()

        def value(y):  # y = |x| / size
            return np.sum(w * (y * np.log(y * size / a) - y + a / size)) \
                + np.sum(v * (h @ (sign * y * size) - t) ** 2) / 2 / size

        def slope(y):
            return w * np.log(y * size / a) + sign * (h.T @ (v * (h @ (sign * y * size) - t)))
        found = optimize.minimize(
            value, a / size, jac=slope, method="SLSQP",
            constraints={"type": "eq", "fun": lambda y: (g * sign) @ y - b / size,
                         "jac": lambda y: g * sign},
            bounds=[(1e-9, None)] * len(a), options={"ftol": 1e-14, "maxiter": 5000})
        y = found.x
        start = np.linalg.lstsq((g * sign).T, slope(y), rcond=None)[0]

        def conditions(z):  # cells as a exp(u), so that they stay positive
            u, m = z[: len(a)], z[len(a):]
            x = sign * a * np.exp(u)
            return np.concatenate([
                w * u + sign * (h.T @ (v * (h @ x - t))) - sign * (g.T @ m), (g @ x - b) / size])
        z = np.concatenate([np.log(y * size / a), start])
        for _ in range(3):
            z = optimize.root(conditions, z, method="hybr", options={"xtol": 1e-15}).x
        x = sign * a * np.exp(z[: len(a)])
        assert np.abs(g @ x - b).max() < 1e-10 * size, np.abs(g @ x - b).max()
        assert np.abs(x - sign * y * size).max() < 1e-4 * size, np.abs(x - sign * y * size).max()
        return x

    def least_squares(self, signs):
        g, b, h, t, f = self.matrices()
        s = np.abs(self.a) * self.e
        v = 1 / (np.abs(t) * f) ** 2 if len(t) else np.zeros(0)
        free = np.ones(len(self.a), bool)
        if signs:  # which cells stop at zero, from SciPy
            def value(p):
                x = self.a + s * p
                return (p @ p + np.sum(v * (h @ x - t) ** 2)) / 2

            def slope(p):
                return p + s * (h.T @ (v * (h @ (self.a + s * p) - t)))
            low = np.where(self.a > 0, -self.a / s, -np.inf)
            high = np.where(self.a < 0, -self.a / s, np.inf)
            scale = np.abs(b).max() or np.abs(self.a).max()
            p = optimize.minimize(
                value, np.zeros(len(s)), jac=slope, method="SLSQP", bounds=list(zip(low, high)),
                constraints={"type": "eq", "fun": lambda p: (g @ (self.a + s * p) - b) / scale,
                             "jac": lambda p: g * s / scale},
                options={"maxiter": 2000, "ftol": 1e-15}).x
            free = np.abs(self.a + s * p) > 1e-5 * np.abs(self.a)
        rank = [k for k in range(len(g))]
        gf = g[:, free]
        keep = []
        for k in rank:
            if np.linalg.matrix_rank(gf[keep + [k]]) > len(keep):
                keep.append(k)
        gf, bf = gf[keep], b[keep]
        n, m = free.sum(), len(keep)
        hf, sf = h[:, free], s[free]
        # Unknowns p = (x - a) / s; the conditions are linear.
        k = np.zeros((n + m, n + m))
        k[:n, :n] = np.eye(n) + (hf * sf).T @ (v[:, None] * (hf * sf))
        k[:n, n:] = -(gf * sf).T
        k[n:, :n] = gf * sf
        right = np.concatenate([
            -sf * (hf.T @ (v * (hf @ self.a[free] - t))), bf - gf @ self.a[free]])
        p = np.linalg.solve(k, right)
        p += np.linalg.solve(k, right - k @ p)
        x = np.zeros(len(self.a))
        x[free] = self.a[free] + sf * p[:n]
        if signs:
            assert np.all(x * self.a >= 0)
        assert np.abs(g @ x - b).max() < 1e-9 * np.abs(self.a).max()
        return x


def totals(rows, columns, a, u, v):
    names = [(r, c) for i, r in enumerate(rows) for j, c in enumerate(columns) if a[i][j]]
    problem = Problem(names, [a[rows.index(r)][columns.index(c)] for r, c in names], [1] * len(names))
    for r, total in zip(rows, u):
        problem.row(lambda i, j: i == r, total)
    for c, total in zip(columns, v):
        problem.row(lambda i, j: j == c, total)
    return problem


def mozambique(errors=None, locked=()):
    errors = errors or {}
    names = [n for n in PAYMENTS if n not in locked]
    problem = Problem(names, [PAYMENTS[n] for n in names], [errors.get(n, 1) for n in names])
    for account in ACCOUNTS:
        fixed = sum(PAYMENTS[n] * ((n[0] == account) - (n[1] == account)) for n in locked)
        problem.row(lambda i, j: (i == account) - (j == account), -fixed)
    return problem


cases = {}
x0 = [421, 284, 283]
base = [[0.120, 0.100, 0.049], [0.210, 0.247, 0.265], [0.026, 0.249, 0.145]]
flows = [[base[i][j] * x0[j] for j in range(3)] for i in range(3)]
p = totals(list("123"), list("123"), flows, [245, 136, 159], [251, 107, 182])
cases["miller-blair"] = (p, p.cross_entropy())
seed = [[7, 3, 5, -3], [2, 9, 8, 1], [-2, 0, 2, 1]]
p = totals(["goods", "services", "taxes"], list("abcd"), seed, [15, 26, -1], [9, 16, 17, -2])
cases["junius-oosterhaven"] = (p, p.cross_entropy())
p = mozambique()
cases["mozambique-entropy"] = (p, p.cross_entropy())

ERRORS = {("COM", "GIN"): 2.0, ("CAP", "GRE"): 0.5, ("COM", "HOU"): 0.3, ("FAC", "ACT"): 0.1}
LOCKED = [("ROW", "COM"), ("CAP", "ROW")]


def controlled():
    problem = mozambique(ERRORS, LOCKED)
    problem.row(lambda i, j: (i, j) == ("FAC", "ACT"), 9900.0, 0.05)
    problem.row(
        lambda i, j: {("FAC", "ACT"): 1, ("GRE", "ACT"): 1, ("ACT", "GRE"): -1, ("GRE", "COM"): 1}
        .get((i, j), 0), 10950.0)
    problem.row(lambda i, j: i == "HOU", 9700.0, 0.02)
    return problem


p = controlled()
cases["mozambique-controlled-entropy"] = (p, p.cross_entropy())
p = mozambique()
cases["mozambique-squares"] = (p, p.least_squares(False))
p = controlled()
cases["mozambique-controlled-squares"] = (p, p.least_squares(False))
p = totals(list("xyz"), list("abc"), [[10, 5, 5], [1, 20, 4], [6, 3, 30]], [12, 20, 42], [6, 21, 47])
cases["signs-free"] = (p, p.least_squares(False))
p = totals(list("xyz"), list("abc"), [[10, 1, 8], [9, 20, 4], [6, 3, 30]], [1, 43, 30], [20, 21, 33])
cases["signs-flip"] = (p, p.least_squares(False))
cases["signs-kept"] = (p, p.least_squares(True))

with open(HERE / "balancing.csv", "w", newline="") as file:
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(["case", "row", "column", "prior", "value"])
    for case, (problem, x) in cases.items():
        for (r, c), a, value in zip(problem.names, problem.a, x):
            writer.writerow([case, r, c, repr(float(a)), repr(float(value))])
