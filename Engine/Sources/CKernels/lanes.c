#include "CKernels.h"

#include <math.h>
#include <stddef.h>

// Products and sums are rounded one by one, whatever the machine offers.
#pragma STDC FP_CONTRACT OFF
// Vectors pass only between functions that are inlined into one another.
#pragma clang diagnostic ignored "-Wpsabi"

typedef double vec __attribute__((vector_size(8 * LANE_COUNT)));
typedef int64_t bits __attribute__((vector_size(8 * LANE_COUNT)));
typedef uint64_t ubits __attribute__((vector_size(8 * LANE_COUNT)));

#define TARGET
#define NAME(function) function##_baseline
#include "lanes.inc"

#ifdef __x86_64__
#define TARGET __attribute__((target("avx2")))
#define NAME(function) function##_avx2
#include "lanes.inc"

#define TARGET __attribute__((target("avx512f,avx512dq,avx512vl,avx512bw")))
#define NAME(function) function##_avx512
#include "lanes.inc"

#define CHOOSE(function, ...) \
  switch (kernel) { \
  case LANE_AVX512: function##_avx512(__VA_ARGS__); break; \
  case LANE_AVX2: function##_avx2(__VA_ARGS__); break; \
  default: function##_baseline(__VA_ARGS__); \
  }
#else
#define CHOOSE(function, ...) function##_baseline(__VA_ARGS__);
#endif

int lane_kernel_available(int kernel) {
#ifdef __x86_64__
  switch (kernel) {
  case LANE_AVX512:
    return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq")
      && __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512bw");
  case LANE_AVX2: return __builtin_cpu_supports("avx2") != 0;
  default: return 1;
  }
#else
  return kernel == LANE_BASELINE;
#endif
}

void lane_run(int kernel, double *frame, const int32_t *code, const int32_t *end) {
  CHOOSE(run, frame, code, end)
}

void lane_residual(
  int kernel, const double *frame, const int32_t *left, const int32_t *right, const double *added,
  double *residual, int64_t count
) {
  CHOOSE(residual, frame, left, right, added, residual, count)
}

void lane_largest(
  int kernel, const double *values, const double *scales, double *largest, int64_t count
) {
  CHOOSE(largest, values, scales, largest, count)
}

void lane_sweep(
  int kernel, double *x, const int32_t *starts, const int32_t *rows, const double *values,
  const double *inverse, int32_t first, int32_t last, int backward
) {
  CHOOSE(sweep, x, starts, rows, values, inverse, first, last, backward)
}

void lane_dot(int kernel, const double *a, const double *b, double *sums, int64_t count) {
  CHOOSE(dot, a, b, sums, count)
}

void lane_add(
  int kernel, double *target, const double *source, const double *factor, int64_t count
) {
  CHOOSE(add, target, source, factor, count)
}

void lane_scale(
  int kernel, double *target, const double *source, const double *scales, int64_t count
) {
  CHOOSE(scale, target, source, scales, count)
}

void lane_boundary(
  int kernel, const double *base, const double *step, const double *scales, const double *positive,
  double share, double *lengths, int64_t count
) {
  CHOOSE(boundary, base, step, scales, positive, share, lengths, count)
}

void lane_trial(
  int kernel, double *frame, const int32_t *places, const double *base, const double *step,
  const double *scales, const double *lengths, int64_t count
) {
  CHOOSE(trial, frame, places, base, step, scales, lengths, count)
}

void lane_gather(
  int kernel, const double *frame, const int32_t *places, double *base, int64_t count
) {
  CHOOSE(gather, frame, places, base, count)
}
