// A small model
// 5 equations; period 1 is 2021, period 3 is 2023.
// Names begin with v_ (variables), x_ (exogenous values), p_ (parameters); long_name is the
// name in the model. What a target solves for is declared var, what is given varexo.

var
  v_output_farm_ing (long_name='output[sector=farm-ing]')
  v_output_industry (long_name='output[sector=industry]')
  v_expected_farm_ing (long_name='expected[sector=farm-ing]')
  v_expected_industry (long_name='expected[sector=industry]')
  v_rate (long_name='rate')
;

varexo
  x_demand (long_name='demand')
  x_floor (long_name='floor')
;

parameters
  p_share_farm_ing (long_name='share[sector=farm-ing]')
  p_share_industry (long_name='share[sector=industry]')
;

p_share_farm_ing = 0.25;
p_share_industry = 0.75;

model(block, no_static);
[name='output[farm-ing]']
(v_output_farm_ing - p_share_farm_ing * x_demand * (1 - (v_rate - v_rate(-2)))) / 1e5 = 0;
[name='output[industry]']
(v_output_industry - p_share_industry * x_demand * (1 - (v_rate - v_rate(-2)))) / 1e5 = 0;
[name='expected[farm-ing]']
log(v_expected_farm_ing) = 0.5 * log(v_output_farm_ing) + 0.5 * log(v_expected_farm_ing(-1));
[name='expected[industry]']
log(v_expected_industry) = 0.5 * log(v_output_industry) + 0.5 * log(v_expected_industry(-1));
[name='rate']
v_rate = max(x_floor, 0.5 * v_rate(-1) + 1e-07 * (v_output_farm_ing + v_output_industry - x_demand(-1)));
end;

// Where Dynare starts, and exogenous values that stay.
initval;
v_output_farm_ing = 100000;
v_output_industry = 300000;
v_expected_farm_ing = 100000;
v_expected_industry = 300000;
v_rate = 0.03;
x_demand = 400000;
x_floor = 0.001;
end;

// Before the first year; period 0 is 2020.
histval;
x_demand(0) = 400000;
v_output_farm_ing(0) = 100000;
v_output_industry(0) = 300000;
v_expected_farm_ing(0) = 100000;
v_expected_industry(0) = 300000;
v_rate(0) = 0.03;
v_rate(-1) = 0.02;
end;

perfect_foresight_setup(periods = 3);

// Nothing looks ahead, so each period is solved after the one before it, from its values. The
// statement that is not run tells Dynare which derivatives its solver will need.
verbatim;
if false
end;
perfect_foresight_solver;
verbatim;
end
options_.dynatol.f = 1e-11;
options_.dynatol.x = 1e-11;
path = oo_.endo_simul;
given = oo_.exo_simul;
one_period = options_;
one_period.periods = 1;
one_period.verbosity = 0;
for period = 1:options_.periods
  window = period:(period + M_.maximum_lag);
  oo_.endo_simul = path(:, window);
  if M_.maximum_lag > 0, oo_.endo_simul(:, end) = oo_.endo_simul(:, 1); end
  oo_.exo_simul = given(window, :);
  oo_ = perfect_foresight_solver_core(M_, one_period, oo_);
  if ~oo_.deterministic_simulation.status, error('No solution in period %d.', period); end
  path(:, window(end)) = oo_.endo_simul(:, end);
end
oo_.endo_simul = path;
oo_.exo_simul = given;
end;
