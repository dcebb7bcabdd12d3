"""The bound: the same residuals and derivatives as C, compiled for this machine."""

import ctypes
import shutil
import subprocess
import time
from pathlib import Path

import numpy as np

from system import (ABSOLUTE, ADD, CELL, CONSTANT, DIVIDE, EXP, LOG, MAXIMUM, MINIMUM, MULTIPLY, NEGATE,
                    POWER, SIGN, SQRT, STEP, SUBTRACT)

FORMS = {
    NEGATE: "-{a}", LOG: "log({a})", EXP: "exp({a})", SQRT: "sqrt({a})", ABSOLUTE: "fabs({a})",
    SIGN: "({a}>0)-({a}<0)", STEP: "({a}>=0)", ADD: "{a}+{b}", SUBTRACT: "{a}-{b}", MULTIPLY: "{a}*{b}",
    DIVIDE: "{a}/{b}", POWER: "pow({a},{b})", MINIMUM: "fmin({a},{b})", MAXIMUM: "fmax({a},{b})",
}
STATEMENTS = 2000


def compiler():
    return next((found for found in map(shutil.which, ("clang", "gcc", "cc")) if found), None)


class NativeEvaluation:
    """Compiles a system's equations and Jacobian to C; `milliseconds` times one evaluation."""

    def __init__(self, system, folder):
        folder = Path(folder)
        code, first, second = system.code.tolist(), system.first.tolist(), system.second.tolist()
        count = len(code)
        needed, active = np.zeros(count, dtype=bool), np.zeros(count, dtype=bool)
        needed[np.concatenate([system.left, system.right, system.entry])] = True
        for node in range(count - 1, -1, -1):
            if needed[node] and code[node] >= 10:
                needed[first[node]] = True
                if code[node] >= 20:
                    needed[second[node]] = True

        def operand(node):
            # Every digit, and in brackets so that a minus sign does not meet another.
            return f"({system.value[node]!r})".replace("np.float64", "") if code[node] == CONSTANT else f"v[{node}]"

        phases = {False: [], True: []}
        self.cells = {lag: ([], []) for lag in range(len(system.history) + 1)}
        for node in range(count):
            if not needed[node] or code[node] == CONSTANT:
                continue
            if code[node] == CELL:
                active[node] = second[node] == 0 and system.is_variable[first[node]]
                self.cells[second[node]][0].append(node)
                self.cells[second[node]][1].append(first[node])
                continue
            b = second[node] if code[node] >= 20 else first[node]
            active[node] = active[first[node]] or active[b]
            form = FORMS[code[node]].format(a=operand(first[node]), b=operand(b))
            phases[bool(active[node])].append(f"v[{node}]={form};")
        self.operations = len(phases[True])
        text = ["#include <math.h>"]
        for name, statements in (("once", phases[False]), ("each", phases[True])):
            calls = []
            for start in range(0, len(statements), STATEMENTS):
                calls.append(f"{name}{start}(v);")
                body = "\n".join(statements[start:start + STATEMENTS])
                text.append(f"static __attribute__((noinline)) void {name}{start}(double *restrict v) {{\n{body}\n}}")
            text.append(f"void {name}(double *v) {{ {' '.join(calls)} }}")
        text.append("void repeat(double *v, int times) { for (int i = 0; i < times; i++) each(v); }")
        source, library = folder / "system.c", folder / "system.so"
        source.write_text("\n".join(text))
        began = time.perf_counter()
        subprocess.run([compiler(), "-O1", "-march=native", "-fPIC", "-shared", "-o", str(library), str(source),
                        "-lm"], check=True)
        self.compile_seconds = time.perf_counter() - began
        self.library = ctypes.CDLL(str(library.resolve()))
        self.values = np.full(count, np.nan)
        self.pointer = self.values.ctypes.data_as(ctypes.POINTER(ctypes.c_double))
        self.system = system

    def load(self, lag, cells):
        nodes, numbers = self.cells[lag]
        self.values[nodes] = cells[numbers]

    def once(self):
        self.library.once(self.pointer)

    def residual(self):
        """Left less right side of every equation."""
        self.library.each(self.pointer)

        def side(nodes):
            constant = self.system.code[nodes] == CONSTANT
            return np.where(constant, self.system.value[nodes], self.values[nodes])

        return side(self.system.left) - side(self.system.right)

    def seconds(self, rounds, times=100):
        result = []
        for _ in range(rounds):
            began = time.perf_counter()
            self.library.repeat(self.pointer, times)
            result.append((time.perf_counter() - began) / times)
        return sorted(result)[rounds // 2]
