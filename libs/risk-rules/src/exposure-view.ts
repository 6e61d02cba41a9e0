import { Amount, amount, decimalText, percentOf } from './decimal.js';
import type { Exposure } from './exposure.js';
import type { TradeDirection } from './risk-candidate.js';
import { CLASSIC_RISK, type RiskProfile } from './risk-profile.js';

/** One exposure with what a person must see of it besides its risk. */
export interface HeldMoney extends Exposure {
  readonly direction: TradeDirection;
  /** At the last mark where a position is open, at the entry where one is still promised; account currency, above zero. */
  readonly value: string;
  readonly isOpen: boolean;
}

/** Everything held under one name. Money in account currency, decimal text. */
export interface ExposureGroup {
  readonly name: string;
  readonly risk: string;
  /** Of equity; null when there is none. */
  readonly riskPercent: string | null;
  readonly long: string;
  readonly short: string;
  readonly net: string;
  readonly gross: string;
  readonly positions: number;
  readonly reservations: number;
}

export interface ExposureGroups {
  readonly symbols: readonly ExposureGroup[];
  readonly campaigns: readonly ExposureGroup[];
  readonly sectors: readonly ExposureGroup[];
  /** A long pair is long its first currency and short its second. */
  readonly currencies: readonly ExposureGroup[];
}

/** Under which name an exposure counts, and on which side. */
interface Share {
  readonly name: string;
  readonly direction: TradeDirection;
}

const OTHER_SIDE: Readonly<Record<TradeDirection, TradeDirection>> = { LONG: 'SHORT', SHORT: 'LONG' };
const PERCENT_DECIMALS = 4;

export type CapName =
  | 'TRADE_RISK'
  | 'CAMPAIGN_RISK'
  | 'CAMPAIGN_POSITIONS'
  | 'SECTOR_RISK'
  | 'CURRENCY_RISK'
  | 'PORTFOLIO_HEAT';

/** How full one cap is. `FULL`: at or over its limit, which falling equity can do to what was within it. */
export interface CapUse {
  readonly cap: CapName;
  /** Symbol, campaign, sector or currency; null for the whole portfolio. */
  readonly name: string | null;
  /** In the cap's unit, rounded up; null for a percentage while there is no equity. */
  readonly used: string | null;
  readonly limit: string;
  readonly unit: '%' | 'positions';
  /** Part of the limit that is used, percent, rounded up; null with `used`. */
  readonly usedOfLimitPercent: string | null;
  readonly state: 'OK' | 'WARN' | 'FULL';
}

/** What is held, grouped by everything that has a cap; largest risk first, then by name. */
export function exposureGroups(held: readonly HeldMoney[], equity: string): ExposureGroups {
  const by = (sharesOf: (item: HeldMoney) => readonly Share[]): readonly ExposureGroup[] =>
    groupsOf(held, amount(equity), sharesOf);
  return {
    symbols: by(({ symbol, direction }) => [{ name: symbol, direction }]),
    campaigns: by(({ campaignId, direction }) => [{ name: campaignId, direction }]),
    sectors: by(({ sector, direction }) => (sector === null ? [] : [{ name: sector, direction }])),
    currencies: by(({ currencies: [base, quote], direction }) =>
      base === undefined || quote === undefined
        ? []
        : [
            { name: base, direction },
            { name: quote, direction: OTHER_SIDE[direction] },
          ],
    ),
  };
}

/** Every cap that something counts against, with the heat of the portfolio first. The same sums that `capChecks` judges. */
export function capUses(
  held: readonly HeldMoney[],
  equity: string,
  profile: RiskProfile = CLASSIC_RISK,
): readonly CapUse[] {
  const worth = amount(equity);
  const { symbols: _symbols, campaigns, sectors, currencies } = exposureGroups(held, equity);
  const percent = (cap: CapName, name: string | null, risk: string, limit: string): CapUse =>
    capUse(cap, name, worth.greaterThan(0) ? percentOf(amount(risk), worth) : null, limit, '%', profile);
  const heat = held.reduce((sum, item) => sum.plus(amount(item.riskAmount)), new Amount(0));
  const trades = held.toSorted((a, b) => amount(b.riskAmount).comparedTo(amount(a.riskAmount)));
  return [
    percent('PORTFOLIO_HEAT', null, decimalText(heat), profile.maxHeatPercent),
    ...trades.map(({ symbol, riskAmount }) => percent('TRADE_RISK', symbol, riskAmount, profile.maxTradePercent)),
    ...campaigns.flatMap(({ name, risk, positions, reservations }) => [
      percent('CAMPAIGN_RISK', name, risk, profile.maxCampaignPercent),
      capUse(
        'CAMPAIGN_POSITIONS',
        name,
        new Amount(positions + reservations),
        String(profile.maxCampaignPositions),
        'positions',
        profile,
      ),
    ]),
    ...sectors.map(({ name, risk }) => percent('SECTOR_RISK', name, risk, profile.maxSectorPercent)),
    ...currencies.map(({ name, risk }) => percent('CURRENCY_RISK', name, risk, profile.maxCurrencyPercent)),
  ];
}

function capUse(
  cap: CapName,
  name: string | null,
  used: Amount | null,
  limit: string,
  unit: CapUse['unit'],
  profile: RiskProfile,
): CapUse {
  if (used === null) return { cap, name, used: null, limit, unit, usedOfLimitPercent: null, state: 'FULL' };
  const ofLimit = percentOf(used, amount(limit));
  const state = ofLimit.greaterThanOrEqualTo(100)
    ? 'FULL'
    : ofLimit.greaterThanOrEqualTo(profile.warnFromPercentOfCap)
      ? 'WARN'
      : 'OK';
  return { cap, name, used: shownPercent(used), limit, unit, usedOfLimitPercent: shownPercent(ofLimit), state };
}

function groupsOf(
  held: readonly HeldMoney[],
  equity: Amount,
  sharesOf: (item: HeldMoney) => readonly Share[],
): readonly ExposureGroup[] {
  const sums = new Map<string, GroupSum>();
  for (const item of held) {
    for (const { name, direction } of sharesOf(item)) {
      const sum = sums.get(name) ?? new GroupSum();
      sum.add(item, direction);
      sums.set(name, sum);
    }
  }
  return [...sums]
    .toSorted(([a, left], [b, right]) => right.risk.comparedTo(left.risk) || (a < b ? -1 : 1))
    .map(([name, sum]) => sum.shown(name, equity));
}

class GroupSum {
  risk = new Amount(0);
  #long = new Amount(0);
  #short = new Amount(0);
  #positions = 0;
  #reservations = 0;

  add({ riskAmount, value, isOpen }: HeldMoney, direction: TradeDirection): void {
    this.risk = this.risk.plus(amount(riskAmount));
    if (direction === 'LONG') this.#long = this.#long.plus(amount(value));
    else this.#short = this.#short.plus(amount(value));
    if (isOpen) this.#positions += 1;
    else this.#reservations += 1;
  }

  shown(name: string, equity: Amount): ExposureGroup {
    return {
      name,
      risk: decimalText(this.risk),
      riskPercent: equity.greaterThan(0) ? shownPercent(percentOf(this.risk, equity)) : null,
      long: decimalText(this.#long),
      short: decimalText(this.#short),
      net: decimalText(this.#long.minus(this.#short)),
      gross: decimalText(this.#long.plus(this.#short)),
      positions: this.#positions,
      reservations: this.#reservations,
    };
  }
}

/** Rounded up, so that a cap never looks emptier than it is. */
function shownPercent(value: Amount): string {
  return decimalText(value.toDecimalPlaces(PERCENT_DECIMALS, Amount.ROUND_UP));
}
