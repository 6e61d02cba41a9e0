/** The shape of daily returns. Skew and kurtosis are those of the normal distribution, 0 and 3, where there is no deviation. */
export interface ReturnMoments {
  readonly days: number;
  /** Mean over deviation of one day, not of a year; null without deviation. */
  readonly dailySharpe: number | null;
  readonly skew: number;
  readonly kurtosis: number;
}

export function momentsOf(returns: readonly number[]): ReturnMoments {
  const days = returns.length;
  const mean = returns.reduce((sum, each) => sum + each, 0) / Math.max(1, days);
  const central = (power: number): number =>
    returns.reduce((sum, each) => sum + (each - mean) ** power, 0) / Math.max(1, days);
  const variance = central(2);
  if (days < 2 || variance <= Number.EPSILON * mean * mean) return { days, dailySharpe: null, skew: 0, kurtosis: 3 };
  const deviation = Math.sqrt(variance);
  return {
    days,
    dailySharpe: mean / Math.sqrt((variance * days) / (days - 1)),
    skew: central(3) / deviation ** 3,
    kurtosis: central(4) / deviation ** 4,
  };
}
