"""The peer in SciPy: a levelised NumPy tape with the analytic Jacobian, and Newton by SuperLU.

It is made as well as NumPy allows: operations of one kind and level are one call; chains of
additions are one sum; what depends on lags and parameters alone is computed once a year; the
Jacobian's pattern is built once; start, scales and tolerance are those of the engine.
"""

import numpy as np
import scipy.sparse as sparse
from scipy.sparse.linalg import splu

from system import (ABSOLUTE, ADD, CELL, CONSTANT, DIVIDE, EXP, LOG, MAXIMUM, MINIMUM, MULTIPLY, NEGATE,
                    POWER, SIGN, SQRT, STEP, SUBTRACT)

UNARY = {NEGATE: np.negative, LOG: np.log, EXP: np.exp, SQRT: np.sqrt, ABSOLUTE: np.abs, SIGN: np.sign,
         STEP: lambda x, out: np.greater_equal(x, 0, out=out)}
BINARY = {ADD: np.add, SUBTRACT: np.subtract, MULTIPLY: np.multiply, DIVIDE: np.divide, POWER: np.power,
          MINIMUM: np.minimum, MAXIMUM: np.maximum}
SUM = -1


class NumPyTape:
    """Evaluates nodes of a system group by group, each into consecutive slots."""

    def __init__(self, system, roots):
        code, first, second = system.code.tolist(), system.first.tolist(), system.second.tolist()
        count = len(code)
        needed = np.zeros(count, dtype=bool)
        uses = np.zeros(count, dtype=np.int64)
        roots = np.asarray(roots)
        needed[roots] = True
        uses[roots] += 1
        for node in range(count - 1, -1, -1):
            if needed[node] and code[node] >= 10:
                needed[first[node]] = True
                uses[first[node]] += 1
                if code[node] >= 20:
                    needed[second[node]] = True
                    uses[second[node]] += 1
        # A chain of additions whose partial sums nothing else uses is one sum.
        terms = {}
        absorbed = np.zeros(count, dtype=bool)
        for node in range(count):
            if needed[node] and code[node] == ADD:
                parts = []
                for operand in (first[node], second[node]):
                    if operand in terms and uses[operand] == 1:
                        parts += terms[operand]
                        absorbed[operand] = True
                    else:
                        parts.append(operand)
                terms[node] = parts
        active = np.zeros(count, dtype=bool)
        level = np.zeros(count, dtype=np.int64)
        groups = {}
        leaves = []
        for node in range(count):
            if not needed[node] or absorbed[node]:
                continue
            kind = code[node]
            if kind < 10:
                active[node] = kind == CELL and second[node] == 0 and system.is_variable[first[node]]
                leaves.append(node)
                continue
            operands = terms[node] if node in terms else [first[node]] + ([second[node]] if kind >= 20 else [])
            active[node] = any(active[o] for o in operands)
            # Levels count only what is computed in the same phase.
            level[node] = 1 + max((level[o] for o in operands if active[o] == active[node]), default=0)
            if node in terms and len(terms[node]) > 2:
                kind = SUM
            groups.setdefault((bool(active[node]), int(level[node]), kind), []).append((node, operands))
        slot = np.full(count, -1, dtype=np.int64)
        slot[leaves] = np.arange(len(leaves))
        self.steps = {False: [], True: []}
        place = len(leaves)
        ordered = sorted(groups)
        for key in ordered:
            for node, _ in groups[key]:
                slot[node] = place
                place += 1
        for key in ordered:
            members = groups[key]
            start = slot[members[0][0]]
            target = slice(start, start + len(members))
            if key[2] == SUM:
                index = slot[[o for _, operands in members for o in operands]]
                begins = np.cumsum([0] + [len(operands) for _, operands in members[:-1]])
                self.steps[key[0]].append((SUM, target, index, begins))
            else:
                a = slot[[operands[0] for _, operands in members]]
                b = slot[[operands[1] for _, operands in members]] if key[2] >= 20 else None
                self.steps[key[0]].append((key[2], target, a, b))
        self.slots = np.empty(place)
        self.slot = slot
        self.groups = len(self.steps[True])
        leaves = np.array(leaves)
        kinds = system.code[leaves]
        constants = leaves[kinds == CONSTANT]
        self.slots[slot[constants]] = system.value[constants]
        self.cells = []
        for lag in range(len(system.history) + 1):
            of_lag = leaves[(kinds == CELL) & (system.second[leaves] == lag)]
            self.cells.append((slot[of_lag], system.first[of_lag]))

    def load(self, lag, values):
        slots, cells = self.cells[lag]
        self.slots[slots] = values[cells]

    def run(self, active):
        v = self.slots
        for kind, target, a, b in self.steps[active]:
            if kind == SUM:
                np.add.reduceat(v[a], b, out=v[target])
            elif b is None:
                UNARY[kind](v[a], out=v[target])
            else:
                BINARY[kind](v[a], v[b], out=v[target])


class SciPyNewton:
    def __init__(self, system):
        self.system = system
        residual = np.concatenate([system.left, system.right])
        self.residual_tape = NumPyTape(system, residual)
        self.full_tape = NumPyTape(system, np.concatenate([residual, system.entry]))
        n = system.equations
        order = np.lexsort((system.row, system.column))
        self.entry_order = order
        self.rows = system.row[order].astype(np.int32)
        self.columns = system.column[order].astype(np.int32)
        starts = np.concatenate([[0], np.cumsum(np.bincount(self.columns, minlength=n))]).astype(np.int32)
        self.matrix = sparse.csc_matrix((np.ones(len(order)), self.rows, starts), shape=(n, n))
        self.by_row = np.argsort(self.rows, kind="stable")
        self.row_starts = np.concatenate([[0], np.cumsum(np.bincount(self.rows, minlength=n))])[:-1]

    def evaluate(self, tape):
        tape.run(True)
        left, right = tape.slots[tape.slot[self.system.left]], tape.slots[tape.slot[self.system.right]]
        return left, left - right

    def point(self, tape, cells):
        tape.load(0, cells)
        return self.evaluate(tape)

    def solve(self, reuse, tolerance=1e-11, floor=1e-10):
        """Solves all years; `reuse` keeps factors as long as a step shrinks the residual to a fifth."""
        system, variable = self.system, self.system.variable
        past = [row.copy() for row in self.system.history]
        self.iterations = self.factorisations = 0
        lu = None
        path = []
        for year in range(len(system.years)):
            cells = np.where(system.is_variable, past[0], system.exogenous[year])
            if len(past) > 1:
                with np.errstate(all="ignore"):
                    growth = past[0] / past[1]
                usable = system.is_variable & (growth > 0.8) & (growth < 1.25)
                cells[usable] *= growth[usable]
            for tape in (self.full_tape, self.residual_tape):
                for lag in range(1, len(tape.cells)):
                    tape.load(lag, past[lag - 1])
                tape.load(0, cells)
                tape.run(False)
            left, residual = self.point(self.full_tape, cells)
            scale = self.scales(cells, left)
            size = np.max(np.abs(residual) / scale)
            for iteration in range(150):
                self.iterations += 1
                if reuse and lu is not None:
                    trial = cells.copy()
                    trial[variable] -= lu.solve(residual)
                    trial_left, trial_residual = self.point(self.residual_tape, trial)
                    reached = np.max(np.abs(trial_residual) / scale)
                    if reached <= 0.2 * size:
                        cells, residual, size = trial, trial_residual, reached
                        if size <= tolerance:
                            break
                        continue
                    left, residual = self.point(self.full_tape, cells)
                    scale = self.scales(cells, left)
                elif iteration:
                    left, residual = self.point(self.full_tape, cells)
                    scale = self.scales(cells, left)
                    previous, size = size, np.max(np.abs(residual) / scale)
                    if size <= tolerance or (size <= floor and size > 0.3 * previous):
                        break
                self.matrix.data[:] = self.full_tape.slots[self.entry_slots()]
                lu = splu(self.matrix)
                self.factorisations += 1
                cells = cells.copy()
                cells[variable] -= lu.solve(residual)
                if reuse:
                    left, residual = self.point(self.residual_tape, cells)
                    size = np.max(np.abs(residual) / scale)
                    if size <= tolerance:
                        break
            else:
                raise RuntimeError(f"{system.years[year]} did not converge: {size}")
            path.append(cells[variable])
            past = [cells] + past[:-1] if len(past) > 1 else [cells]
            # The start extrapolates growth, so that two years are kept.
            past = (past + [system.history[0]])[:2] if len(past) < 2 else past
        return np.array(path)

    def entry_slots(self):
        if not hasattr(self, "_slots"):
            self._slots = self.full_tape.slot[self.system.entry[self.entry_order]]
        return self._slots

    def scales(self, cells, left):
        """An equation's size: its left side, or the largest effect of an unknown if larger."""
        effect = np.abs(self.full_tape.slots[self.entry_slots()] * cells[self.system.variable][self.columns])
        scale = np.maximum(np.maximum.reduceat(effect[self.by_row], self.row_starts), np.abs(left))
        return np.where(scale > 0, scale, 1)
