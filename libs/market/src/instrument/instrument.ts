export const ASSET_CLASSES = ['STOCK', 'FOREX', 'CRYPTO'] as const;
export type AssetClass = (typeof ASSET_CLASSES)[number];

/** What the rules must know of a thing that is traded. */
export interface Instrument {
  readonly symbol: string;
  readonly assetClass: AssetClass;
  /** Smallest price step, decimal text. Computed levels are rounded to it. */
  readonly tickSize: string;
  /** Smallest quantity step in its unit, decimal text: 1 share, 0.01 lot. */
  readonly quantityStep: string;
  readonly unit: 'SHARES' | 'LOTS' | 'CONTRACTS';
  /** Units of the base in one unit of quantity: 1 for a share, 100 000 for a lot. */
  readonly contractSize: string;
  /** What its volume counts: traded units, or price changes where there is no central market. */
  readonly volumeSource: 'TRADED' | 'TICK';
  /** Sector for the correlation caps; null when unknown. */
  readonly sector: string | null;
}
