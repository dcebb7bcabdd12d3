#ifndef CKERNELS_H
#define CKERNELS_H

#include <stdint.h>

/// The number of values that a lane kernel works on at once: one for each draw of a group.
#define LANE_COUNT 8

/// What a batch of a lane program does. A batch is `operation, count`, then so many groups of operands;
/// an operand is the position of a slot's first lane in the frame, in bytes.
enum lane_operation {
  LANE_NEGATE, LANE_LOG, LANE_EXP, LANE_SQRT, LANE_ABSOLUTE, LANE_SIGN, LANE_STEP,
  LANE_ADD, LANE_SUBTRACT, LANE_MULTIPLY, LANE_DIVIDE, LANE_POWER, LANE_MINIMUM, LANE_MAXIMUM,
  /// d = a b + c, d = a b − c, d = c − a b: `d a b c`.
  LANE_PRODUCT_PLUS, LANE_PRODUCT_MINUS, LANE_MINUS_PRODUCT,
  /// d = (a b) c, (a b) / c, (a / b) c, (a / b) / c: `d a b c`.
  LANE_MULTIPLY_MULTIPLY, LANE_MULTIPLY_DIVIDE, LANE_DIVIDE_MULTIPLY, LANE_DIVIDE_DIVIDE,
  /// d = a, and d = a b, with more terms from left to right: `d a runs` or `d a b runs`, then each run
  /// as `kind + 4 length` and its operands; kinds: 0 adds, 1 subtracts, 2 adds products, 3 subtracts
  /// products.
  LANE_SUM, LANE_DOT,
};

/// The instructions a kernel is compiled for. Results are the same bits for all.
enum lane_kernel { LANE_BASELINE, LANE_AVX2, LANE_AVX512 };

/// Whether this machine has the instructions.
int lane_kernel_available(int kernel);

/// Runs a lane program over a frame of `LANE_COUNT` doubles a slot, aligned to 64 bytes.
void lane_run(int kernel, double *frame, const int32_t *code, const int32_t *end);

/// residual[row] = frame[left[row]] − frame[right[row]] − added[row], lane by lane; left and right
/// are positions in bytes.
void lane_residual(
  int kernel, const double *frame, const int32_t *left, const int32_t *right, const double *added,
  double *residual, int64_t count);

/// largest = the largest magnitude of a column of lanes divided by its scale; not a number where one is not.
void lane_largest(
  int kernel, const double *values, const double *scales, double *largest, int64_t count);

/// A lower or upper triangular sweep by columns over lanes: for each column in turn,
/// x[column] *= inverse[column] where `inverse` is given, then x[row] −= value · x[column].
/// A sweep runs from the first column, or from the last when `backward`.
void lane_sweep(
  int kernel, double *x, const int32_t *starts, const int32_t *rows, const double *values,
  const double *inverse, int32_t first, int32_t last, int backward);

/// sums += a · b, lane by lane.
void lane_dot(int kernel, const double *a, const double *b, double *sums, int64_t count);

/// target += factor · source, one factor a lane.
void lane_add(
  int kernel, double *target, const double *source, const double *factor, int64_t count);

/// target = scale · source, one scale a row.
void lane_scale(
  int kernel, double *target, const double *source, const double *scales, int64_t count);

/// Shortens each lane's length until no positive unknown moves more than `share` of its way to zero.
/// The step is in units of `scales`; `positive` is 1 for unknowns that must stay so, else 0.
void lane_boundary(
  int kernel, const double *base, const double *step, const double *scales, const double *positive,
  double share, double *lengths, int64_t count);

/// frame[place] = base + length · (scale · step), lane by lane; where a length is 0 it is base.
void lane_trial(
  int kernel, double *frame, const int32_t *places, const double *base, const double *step,
  const double *scales, const double *lengths, int64_t count);

/// base = frame[place].
void lane_gather(
  int kernel, const double *frame, const int32_t *places, double *base, int64_t count);

/// The columns from which rows are wide enough for sums in lanes to pay.
#define SCALING_WIDE 256

/// One sweep of RAS over a matrix of cells of zero or more, row after row, that reads each cell once.
///
/// For each row in turn: s = Σ cell · column_factor; gap = max(gap, |s · row_factor − row_total|);
/// row_factor = row_total / s (1 for a row of zeros); column_sums += cells · row_factor. Every sum is added
/// up in the order of its cells or, from SCALING_WIDE columns on, in eight lanes and by four rows; either
/// way results are the same bits for all instructions.
void scaling_sweep(
  int kernel, const double *cells, int64_t rows, int64_t columns, const double *column_factors,
  const double *row_totals, double *row_factors, double *column_sums, double *gap);

#endif
