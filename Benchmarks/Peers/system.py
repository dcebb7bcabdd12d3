"""A model that `synthetic export` wrote: operations by number, residuals, Jacobian, data."""

import json
from pathlib import Path

import numpy as np

CONSTANT, CELL = 0, 1
NEGATE, LOG, EXP, SQRT, ABSOLUTE, SIGN, STEP = range(10, 17)
ADD, SUBTRACT, MULTIPLY, DIVIDE, POWER, MINIMUM, MAXIMUM = range(20, 27)


class System:
    def __init__(self, folder):
        folder = Path(folder)
        about = json.loads((folder / "system.json").read_text())

        def integers(name):
            return np.fromfile(folder / f"{name}.i32", dtype=np.int32)

        self.code, self.first, self.second = (integers(n) for n in ("code", "first", "second"))
        self.value = np.fromfile(folder / "value.f64")
        self.left, self.right = integers("left"), integers("right")
        self.row, self.column, self.entry = (integers(n) for n in ("row", "column", "entry"))
        self.variable = integers("variable")
        self.cells, self.labels = about["cells"], about["labels"]
        self.years = range(about["years"][0], about["years"][1] + 1)
        self.exogenous = np.fromfile(folder / "exogenous.f64").reshape(len(self.years), self.cells)
        self.history = np.fromfile(folder / "history.f64").reshape(about["lags"], self.cells)
        self.equations = len(self.left)
        self.is_variable = np.zeros(self.cells, dtype=bool)
        self.is_variable[self.variable] = True
