#include "CKernels.h"

// Products and sums are rounded one by one, whatever the machine offers.
#pragma STDC FP_CONTRACT OFF
// Vectors pass only between functions that are inlined into one another.
#pragma clang diagnostic ignored "-Wpsabi"

typedef double quad __attribute__((vector_size(32)));
typedef double oct __attribute__((vector_size(64)));

#define TARGET
#define NAME(function) function##_baseline
#include "scaling.inc"

#ifdef __x86_64__
#define TARGET __attribute__((target("avx2")))
#define NAME(function) function##_avx2
#include "scaling.inc"

#define TARGET __attribute__((target("avx512f,avx512dq,avx512vl,avx512bw")))
#define NAME(function) function##_avx512
#include "scaling.inc"
#endif

void scaling_sweep(
  int kernel, const double *cells, int64_t rows, int64_t columns, const double *column_factors,
  const double *row_totals, double *row_factors, double *column_sums, double *gap
) {
#ifdef __x86_64__
  if (kernel == LANE_AVX512) {
    sweep_avx512(
      cells, rows, columns, column_factors, row_totals, row_factors, column_sums, gap);
    return;
  }
  if (kernel == LANE_AVX2) {
    sweep_avx2(
      cells, rows, columns, column_factors, row_totals, row_factors, column_sums, gap);
    return;
  }
#endif
  sweep_baseline(
    cells, rows, columns, column_factors, row_totals, row_factors, column_sums, gap);
}
