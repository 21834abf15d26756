/** The value that this share of values does not exceed; `at(times, 0.99)` is the 99th percentile. */
export function at(values: number[], share: number): number {
  const sorted = Float64Array.from(values).sort()
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}

export const median = (values: number[]) => at(values, 0.5)
