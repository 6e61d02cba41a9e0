/** Share of a standard normal variable under `z`. Abramowitz and Stegun 26.2.17; wrong by less than 7.5e-8. */
export function normalShareUnder(z: number): number {
  const t = 1 / (1 + 0.2316419 * Math.abs(z));
  const tail = t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  const above = (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) * tail;
  return z >= 0 ? 1 - above : above;
}

/** The value that this share lies under, found by halving. @param share between 0 and 1, neither of them. */
export function normalQuantile(share: number): number {
  let low = -9;
  let high = 9;
  for (let step = 0; step < 60; step += 1) {
    const middle = (low + high) / 2;
    if (normalShareUnder(middle) < share) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
