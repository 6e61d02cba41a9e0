/** One invented market. No relation to anything that is traded anywhere. */
export interface SimulatedMarket {
  readonly symbol: string;
  /** Price that the market returns to in the long run. */
  readonly basePrice: number;
  /** Typical height of its trading ranges, as a fraction of price. */
  readonly rangeHeightRatio: number;
  /** Units traded in an ordinary bar. */
  readonly baseVolume: number;
}

/** The demo market. Every name ends in -SIM, so that nobody takes it for a real one. */
export const SIMULATED_MARKETS: readonly SimulatedMarket[] = [
  { symbol: 'ALPHA-SIM', basePrice: 100, rangeHeightRatio: 0.03, baseVolume: 1_200 },
  { symbol: 'BOREAL-SIM', basePrice: 42, rangeHeightRatio: 0.034, baseVolume: 5_400 },
  { symbol: 'CEDAR-SIM', basePrice: 260, rangeHeightRatio: 0.026, baseVolume: 640 },
  { symbol: 'DELTA-SIM', basePrice: 18, rangeHeightRatio: 0.038, baseVolume: 21_000 },
  { symbol: 'EMBER-SIM', basePrice: 75, rangeHeightRatio: 0.032, baseVolume: 2_800 },
  { symbol: 'FJORD-SIM', basePrice: 510, rangeHeightRatio: 0.024, baseVolume: 310 },
  { symbol: 'GRANITE-SIM', basePrice: 128, rangeHeightRatio: 0.028, baseVolume: 950 },
  { symbol: 'HARBOR-SIM', basePrice: 9.5, rangeHeightRatio: 0.036, baseVolume: 48_000 },
  { symbol: 'INDIGO-SIM', basePrice: 330, rangeHeightRatio: 0.03, baseVolume: 480 },
  { symbol: 'JUNIPER-SIM', basePrice: 61, rangeHeightRatio: 0.033, baseVolume: 3_300 },
];

export function simulatedMarket(symbol: string): SimulatedMarket | undefined {
  return SIMULATED_MARKETS.find((market) => market.symbol === symbol);
}

export function isSimulatedSymbol(symbol: string): boolean {
  return simulatedMarket(symbol) !== undefined;
}
