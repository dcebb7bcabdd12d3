#!/usr/bin/env python3
"""Flips signs in the standard model, one at a time, and sees whether the tests notice.

A test suite that passes on a wrong model says nothing about the right one. Each flip below is a
mistake that somebody could make; the tests of Assessment must fail for nine in ten of them. They must
also pass on an unchanged copy, or a failure would prove nothing.

    Tests/Scripts/flip_signs.py            ten flips
    Tests/Scripts/flip_signs.py --all      every flip of the list
    Tests/Scripts/flip_signs.py NAME ...   single flips
"""
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HOME = Path(__file__).resolve().parents[2]
BLOCKS = HOME / "Sources/ModelLibrary/Blocks"
# As `make test` builds the tests.
BUILD = ["-c", "release", "-Xswiftc", "-enable-testing", "--scratch-path", ".build-tests"]
LONGEST_RUN = 600  # seconds
FAILED = r'^✘ Test "([^"]+)".* failed after'

# Name, file, exact text before (found once), text after. The first ten are the standing test.
FLIPS = [
    ("wages rise with unemployment", "wages/wage-setting.eqn",
     "- wageUnemploymentChange * d(unemploymentRate)",
     "+ wageUnemploymentChange * d(unemploymentRate)"),
    ("dear imports are bought more", "trade.eqn",
     "* (compositePrice[i] / (importPrice[i] / (1 + dutyRate[i]))) ^ armingtonElasticity",
     "* (compositePrice[i] / (importPrice[i] / (1 + dutyRate[i]))) ^ (-armingtonElasticity)"),
    ("dear exports are bought more", "trade.eqn",
     "/ worldPrice) ^ (-exportElasticity)", "/ worldPrice) ^ exportElasticity"),
    ("capital grows by wear", "capital.eqn",
     "(1 - depreciationRate) * lag(capital[j])", "(1 + depreciationRate) * lag(capital[j])"),
    ("a surplus adds to debt", "government.eqn",
     "lag(governmentDebt) - governmentBalance", "lag(governmentDebt) + governmentBalance"),
    ("subsidies are taxes", "prices.eqn",
     "(productionTax0[j] - productionSubsidy0[j]) / output0[j]",
     "(productionTax0[j] + productionSubsidy0[j]) / output0[j]"),
    ("own contributions are income", "incomes.eqn",
     "+ socialBenefits + carbonTransfer - ownContributions",
     "+ socialBenefits + carbonTransfer + ownContributions"),
    ("the carbon transfer is taken from households", "incomes.eqn",
     "marketIncome + socialBenefits + carbonTransfer -",
     "marketIncome + socialBenefits - carbonTransfer -"),
    ("needs are added to the budget for wants", "consumption/behavioural.eqn",
     "(consumptionBudget - needsCost)", "(consumptionBudget + needsCost)"),
    ("productivity takes more jobs", "labour.eqn",
     "* labourIntensity[j] / labourProductivity[j]", "* labourIntensity[j] * labourProductivity[j]"),
    # Further ones, most of them without effect in the base year.
    ("wage growth rises with unemployment", "wages/phillips.eqn",
     "- phillipsSlope * (unemploymentRate", "+ phillipsSlope * (unemploymentRate"),
    ("dear energy is used more", "production.eqn",
     "* (capitalEnergyPrice[j] / energyPrice[j]) ^ (substitutes[j] * substitutionEnergy)",
     "* (capitalEnergyPrice[j] / energyPrice[j]) ^ (-substitutes[j] * substitutionEnergy)"),
    ("dear labour is used more", "production.eqn",
     "* (factorPrice[j] / labourPrice[j]) ^ (substitutes[j] * substitutionLabour)",
     "* (factorPrice[j] / labourPrice[j]) ^ (-substitutes[j] * substitutionLabour)"),
    ("dear materials are used more", "production.eqn",
     "(inputPrice[j] / materialsPrice[j]) ^ (substitutes[j] * substitutionMaterials)",
     "(inputPrice[j] / materialsPrice[j]) ^ (-substitutes[j] * substitutionMaterials)"),
    ("dear fuels are used more", "production.eqn",
     "(energyPrice[j] / purchaserPrice[i, j]) ^ (substitutes[j] * substitutionFuels)",
     "(energyPrice[j] / purchaserPrice[i, j]) ^ (-substitutes[j] * substitutionFuels)"),
    ("dear goods are wanted more", "consumption/behavioural.eqn",
     "(wantsPrice / purchaserPrice[i, household]) ^ consumptionElasticity",
     "(wantsPrice / purchaserPrice[i, household]) ^ (-consumptionElasticity)"),
    ("excess capital attracts investment", "investment/accelerator.eqn",
     "+ investmentCapitalGap * lag(", "- investmentCapitalGap * lag("),
    ("capital that costs more is bought more", "investment/accelerator.eqn",
     "+ investmentSubstitution * dlog(", "- investmentSubstitution * dlog("),
    ("unemployment draws people to work", "labour.eqn",
     "- participationUnemployment * (", "+ participationUnemployment * ("),
    ("productivity raises labour costs", "production.eqn",
     "wage / labourProductivity[j]", "wage * labourProductivity[j]"),
    ("the carbon of processes lowers costs", "prices.eqn",
     "+ processCarbonUnitCost[j])", "- processCarbonUnitCost[j])"),
    ("carbon makes fuels cheaper", "prices.eqn",
     "(1 + productTaxRate[i, u]) + carbonWedge[i, u]",
     "(1 + productTaxRate[i, u]) - carbonWedge[i, u]"),
    ("carbon revenue is spending", "government.eqn",
     "+ governmentSurplus + carbonRevenue", "+ governmentSurplus - carbonRevenue"),
    ("income paid abroad is received", "external.eqn",
     "importsNominal - netIncomeAbroad", "importsNominal + netIncomeAbroad"),
    ("the budget's rule feeds debt", "fiscal/rule.eqn",
     "(primaryBalanceTarget + debtFeedback *", "(primaryBalanceTarget - debtFeedback *"),
]


def changed_model(folder, file, before, after):
    """A copy of the model with one change; its main file."""
    blocks = Path(folder) / "Blocks"
    shutil.copytree(BLOCKS, blocks)
    if file:
        path = blocks / file
        text = path.read_text()
        if text.count(before) != 1:
            sys.exit(f"{file}: \"{before}\" occurs {text.count(before)} times, not once; "
                     "bring the list in Tests/Scripts/flip_signs.py up to date.")
        path.write_text(text.replace(before, after))
    return blocks / "standard.eqn"


def failed_tests(model):
    """The tests that fail on a model, and whether the run passed; None where it did not end."""
    command = ["swift", "test", *BUILD, "--skip-build", "--filter", "AssessmentTests"]
    # A session of its own: when time is up, the test program must end with what started it.
    run = subprocess.Popen(
        command, cwd=HOME, env={**os.environ, "JTAM_TEST_MODEL": str(model)},
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, start_new_session=True)
    try:
        output, _ = run.communicate(timeout=LONGEST_RUN)
    except subprocess.TimeoutExpired:
        os.killpg(run.pid, signal.SIGKILL)
        output, _ = run.communicate()
        names = re.findall(FAILED, output, re.MULTILINE)
        return names + ["(no end within the time allowed)"], False
    if "Test run with" not in output:
        sys.exit("The tests did not run:\n" + output[-2000:])
    names = re.findall(FAILED, output, re.MULTILINE)
    return names, run.returncode == 0


def main():
    wanted = sys.argv[1:]
    flips = FLIPS[:10]
    if wanted == ["--all"]:
        flips = FLIPS
    elif wanted:
        flips = [flip for flip in FLIPS if flip[0] in wanted]
    if not flips:
        sys.exit("No flip is called so; the names are in " + __file__)
    for _, file, before, after in flips:
        with tempfile.TemporaryDirectory() as folder:
            changed_model(folder, file, before, after)
    subprocess.run(["swift", "build", *BUILD, "--build-tests", "-q"], cwd=HOME, check=True)
    with tempfile.TemporaryDirectory() as folder:
        names, passed = failed_tests(changed_model(folder, None, "", ""))
        if not passed:
            sys.exit("The tests fail on the model as it is: " + "; ".join(names))
    print("The tests pass on the model as it is.", flush=True)
    caught = 0
    for name, file, before, after in flips:
        began = time.monotonic()
        with tempfile.TemporaryDirectory() as folder:
            names, passed = failed_tests(changed_model(folder, file, before, after))
        caught += not passed
        print(f"{'NOT CAUGHT' if passed else 'caught'}: {name} ({file}), "
              f"{time.monotonic() - began:.0f} s", flush=True)
        for test in names:
            print(f"    {test}", flush=True)
    print(f"{caught} of {len(flips)} flips make the tests fail.")
    if caught * 10 < len(flips) * 9:
        sys.exit("At least nine in ten must.")


main()
