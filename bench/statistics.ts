/** The value that half of the values do not exceed; of an even number of values, the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = sortedValues(values);
  const middle = sorted.length / 2;
  const [low = 0, high = 0] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]];
  return (low + high) / 2;
}

/** The smallest of the values that `percent` of them, more than 0 and at most 100, do not exceed (nearest rank). */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = sortedValues(values);
  return sorted[Math.ceil((percent / 100) * sorted.length) - 1] ?? 0;
}

/** All values together; 0 of none. */
export function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function sortedValues(values: readonly number[]): number[] {
  if (values.length === 0) throw new Error("Statistics need at least one value; got none.");
  return values.toSorted((a, b) => a - b);
}
