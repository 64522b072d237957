// SPDX-License-Identifier: Apache-2.0
// What both files of kernels share, for the set of instructions that is being compiled: vectors that together cover a row, sums in one
// fixed order, exponentials. Included once for each set (foreach_target.h of Highway says how).
#if defined(DEMARCHE_KERNELS_INL_H) == defined(HWY_TARGET_TOGGLE)
#ifdef DEMARCHE_KERNELS_INL_H
#undef DEMARCHE_KERNELS_INL_H
#else
#define DEMARCHE_KERNELS_INL_H
#endif

#include <hwy/highway.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "language/encoder/kernels.h"

HWY_BEFORE_NAMESPACE();
namespace demarche::kernels::HWY_NAMESPACE {
namespace {

namespace hn = hwy::HWY_NAMESPACE;
constexpr std::size_t kPartialSums = 16;
/// A whole vector, and the one for the eight columns that may be left at the end of a row.
using Whole = hn::CappedTag<float, kPartialSums>;
using Eight = hn::FixedTag<float, kLanes>;
using V = hn::Vec<Whole>;
constexpr Whole whole;
constexpr Eight eight;
constexpr std::size_t kWidth = hn::MaxLanes(whole);
constexpr std::size_t kVectorsOfSums = kPartialSums / kWidth;

template <class D>
using Integers = hn::Rebind<std::int32_t, D>;

/// Calls each(tag, column) for vectors that together cover the columns.
template <class Each>
HWY_INLINE void across(std::size_t columns, Each&& each) {
  std::size_t c = 0;
  for (; c + kWidth <= columns; c += kWidth) each(whole, c);
  if (c < columns) each(eight, c);
}

/// Sum of eight lanes, always as ((0+4)+(2+6)) + ((1+5)+(3+7)).
HWY_INLINE float sum_eight(hn::Vec<Eight> v) {
  HWY_ALIGN float lane[kLanes];
  hn::Store(v, eight, lane);
  return ((lane[0] + lane[4]) + (lane[2] + lane[6])) + ((lane[1] + lane[5]) + (lane[3] + lane[7]));
}

HWY_INLINE float max_eight(hn::Vec<Eight> v) {
  HWY_ALIGN float lane[kLanes];
  hn::Store(v, eight, lane);
  return std::max(std::max(std::max(lane[0], lane[1]), std::max(lane[2], lane[3])),
                  std::max(std::max(lane[4], lane[5]), std::max(lane[6], lane[7])));
}

/// The values of a row collected in kPartialSums lanes: column c goes to lane c mod kPartialSums.
struct Lanes {
  V part[kVectorsOfSums];
  explicit HWY_INLINE Lanes(float start) {
    for (V& one : part) one = hn::Set(whole, start);
  }
#if HWY_TARGET == HWY_AVX2
  HWY_INLINE hn::Vec<Eight> low() const {
    return part[0];
  }
  HWY_INLINE hn::Vec<Eight> high() const {
    return part[1];
  }
#else
  HWY_INLINE hn::Vec<Eight> low() const {
    return hn::LowerHalf(part[0]);
  }
  HWY_INLINE hn::Vec<Eight> high() const {
    return hn::UpperHalf(eight, part[0]);
  }
#endif
  HWY_INLINE float sum() const {
    return sum_eight(hn::Add(low(), high()));
  }
  HWY_INLINE float max() const {
    return max_eight(hn::Max(low(), high()));
  }
};

/// Calls each(tag, column, lanes) for vectors that together cover the columns; `each` returns the lanes with its vector added.
/// What is left at the end of a row goes to the first lanes.
template <class Each>
HWY_INLINE void gather(std::size_t columns, Lanes& lanes, Each&& each) {
  std::size_t c = 0;
  for (; c + kPartialSums <= columns; c += kPartialSums)
    for (std::size_t i = 0; i < kVectorsOfSums; ++i) lanes.part[i] = each(whole, c + i * kWidth, lanes.part[i]);
  if (c == columns) return;
#if HWY_TARGET == HWY_AVX2
  lanes.part[0] = each(eight, c, lanes.part[0]);
#else
  lanes.part[0] = hn::Combine(whole, lanes.high(), each(eight, c, lanes.low()));
#endif
}

/// 0.5 x (1 + tanh(0.79788456 (x + 0.044715 x^3))) within 7e-5, which is a hundredth of a step of the 8 bits that come after it: a
/// polynomial in x^2 between -4.5 and 4.5 (least largest error), as a quotient costs as much as all the rest.
template <class D, class Vector = hn::Vec<D>>
HWY_INLINE Vector gelu_vector(D d, Vector x) {
  const Vector near = hn::Min(hn::Max(x, hn::Set(d, -4.5F)), hn::Set(d, 4.5F));
  const Vector square = hn::Mul(near, near);
  Vector p = hn::Set(d, 3.49109318e-11F);
  for (const float next :
       {-3.7586978e-9F, 1.77326584e-7F, -4.85817509e-6F, 8.67144845e-5F, -1.07730471e-3F, 9.73981433e-3F, -0.066199407F, 0.398656428F})
    p = hn::MulAdd(p, square, hn::Set(d, next));
  const Vector share = hn::MulAdd(near, p, hn::Set(d, 0.5F));
  return hn::Mul(x, hn::Min(hn::Max(share, hn::Zero(d)), hn::Set(d, 1.0F)));
}

}  // namespace
}  // namespace demarche::kernels::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif  // DEMARCHE_KERNELS_INL_H
