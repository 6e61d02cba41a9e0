import type { AssetClass } from '@tape/market';
import type { RiskPattern } from './risk-candidate.js';

/** All numbers of the risk rules. Percentages are 0..100 of equity unless they say otherwise, as decimal text. */
export interface RiskProfile {
  readonly accountCurrency: string;
  /** Where the account's days begin and end, IANA name. */
  readonly accountZone: string;
  /** Equity put at risk by one trade of the pattern. */
  readonly riskPercent: Readonly<Record<RiskPattern, string>>;
  /** Least |target − entry| / |entry − stop|. */
  readonly minimumR: Readonly<Record<RiskPattern, string>>;
  /** A reward above this many R is more often a wrong level than a gift. */
  readonly implausibleR: string;
  /** Largest value of one position; beyond it the size is clipped. */
  readonly maxValuePercent: Readonly<Record<AssetClass, string>>;
  readonly maxTradePercent: string;
  readonly maxCampaignPercent: string;
  readonly maxCampaignPositions: number;
  readonly maxSectorPercent: string;
  readonly maxCurrencyPercent: string;
  readonly maxHeatPercent: string;
  /** A cap used to this part of itself is worth a WARN. */
  readonly warnFromPercentOfCap: number;
  /** Full bid-ask spread assumed in forex; half of it is added to the stop distance when sizing. */
  readonly forexSpreadPips: string;
  /** Loss of one trading day that stops new trades, by asset class of the bar that marked it. */
  readonly dailyLossPercent: Readonly<Record<AssetClass, string>>;
  readonly maxDrawdownPercent: string;
  /** How long a campaign is closed to new trades after its guard broke. */
  readonly blockedDays: number;
  /**
   * Which price of the bar breaks the campaign ice, and by how much it must. LOW with 0 is the rule; CLOSE with 2 is for who
   * wants to sit through the dip of a Last Point of Support.
   */
  readonly iceBreak: { readonly use: 'LOW' | 'CLOSE'; readonly tolerancePercent: string };
}

export const CLASSIC_RISK: RiskProfile = {
  accountCurrency: 'USD',
  accountZone: 'UTC',
  riskPercent: { SPRING: '0.5', SOS: '0.8', LPS: '0.7', UTAD: '0.5', SOW: '0.8', LPSY: '0.7', STRATEGY: '0.5' },
  minimumR: { SPRING: '3', SOS: '2', LPS: '2.5', UTAD: '3', SOW: '2', LPSY: '2.5', STRATEGY: '1' },
  implausibleR: '10',
  maxValuePercent: { STOCK: '20', CRYPTO: '20', FOREX: '300' },
  maxTradePercent: '2',
  maxCampaignPercent: '5',
  maxCampaignPositions: 5,
  maxSectorPercent: '6',
  maxCurrencyPercent: '6',
  maxHeatPercent: '10',
  warnFromPercentOfCap: 80,
  forexSpreadPips: '1',
  dailyLossPercent: { STOCK: '3', CRYPTO: '3', FOREX: '2' },
  maxDrawdownPercent: '15',
  blockedDays: 5,
  iceBreak: { use: 'LOW', tolerancePercent: '0' },
};

/** What an account may choose for itself, by the names it is chosen by. */
export interface AccountChoice {
  readonly ACCOUNT_ZONE: string;
  readonly ICE_BREAK_PRICE: RiskProfile['iceBreak']['use'];
  /** Decimal text. */
  readonly ICE_BREAK_TOLERANCE_PERCENT: string;
}

/** The rules of an account as it was configured, one for the services and the backtest that is compared with them. */
export function riskProfileOf(choice: AccountChoice): RiskProfile {
  return {
    ...CLASSIC_RISK,
    accountZone: choice.ACCOUNT_ZONE,
    iceBreak: { use: choice.ICE_BREAK_PRICE, tolerancePercent: choice.ICE_BREAK_TOLERANCE_PERCENT },
  };
}
