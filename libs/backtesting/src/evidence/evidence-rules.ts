import type { AssetClass } from '@tape/market';

/** What a trade costs as fractions of its price, each side. No size is known here, so tariffs by piece are turned into fractions. */
export interface EvidenceCosts {
  /** Paid by entries, stops and exits by time; a target is a limit order and pays none. */
  readonly slippageFraction: number;
  readonly feeFraction: number;
}

/** How candidates are held and compared. Every number stands in the report. */
export interface EvidenceRules {
  /** Bars after the entry bar at whose close a trade ends that reached neither stop nor target. */
  readonly maxHoldBars: number;
  /** Random entries drawn for each candidate. */
  readonly randomEntries: number;
  readonly bootstrapSamples: number;
  readonly costs: Readonly<Record<AssetClass, EvidenceCosts>>;
}

/**
 * Slippage is the paper broker's. Fees: half a cent on a share of 50, 0.1 % taker fee, 3.50 on a lot of 100,000. A share's price is
 * fixed because split-adjusted prices of long ago would make the same half cent several percent.
 */
export const EVIDENCE_RULES: EvidenceRules = {
  maxHoldBars: 60,
  randomEntries: 60,
  bootstrapSamples: 2_000,
  costs: {
    STOCK: { slippageFraction: 0.0002, feeFraction: 0.0001 },
    CRYPTO: { slippageFraction: 0.0005, feeFraction: 0.001 },
    FOREX: { slippageFraction: 0.0002, feeFraction: 0.000035 },
  },
};

/** Uniform, [0, 1). Passed in with its seed, so that the same report can be made again. */
export type Draw = () => number;
