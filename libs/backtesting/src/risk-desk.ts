import type { AssetClass } from '@tape/market';
import {
  assessAndReserve,
  checkBar,
  dailyLoss,
  isLive,
  newPortfolio,
  releaseReservation,
  tradingDayOf,
  type AssessmentRequest,
  type AssessmentResult,
  type BarCheck,
  type BarCheckResult,
  type Campaign,
  type Portfolio,
  type ReleaseResult,
  type Reservation,
  type RiskProfile,
  type RiskState,
} from '@tape/risk-rules';
import { seriesKey } from './series-lane.js';

/**
 * Risk's state in memory, as its tables hold it in the service. Ended reservations are dropped and ended campaigns set aside until
 * a signal of their range asks for them, so that a bar costs no more the longer the run.
 */
export class RiskDesk {
  #profile: RiskProfile;
  readonly #ended = new Map<string, Campaign>();
  /** Series with a live campaign or a held reservation; null when it has to be looked up. */
  #busySeries: ReadonlySet<string> | null = null;
  /** Asset classes whose daily loss was found within its limit at the present equity. */
  readonly #unharmed = new Set<AssetClass>();
  #state: RiskState;

  constructor(initialEquity: string, profile: RiskProfile) {
    this.#profile = profile;
    const portfolio = newPortfolio('main', initialEquity, profile.accountZone);
    this.#state = { portfolio, reservations: [], campaigns: [], restrictions: [] };
  }

  /** From the next bar on by other rules; what is reserved and held stays. The day stays that of the account. */
  adopt(profile: RiskProfile): void {
    this.#profile = { ...profile, accountZone: this.#profile.accountZone };
    this.#unharmed.clear();
  }

  get portfolio(): Portfolio {
    return this.#state.portfolio;
  }

  /** Portfolio, held reservations, and all campaigns, the ended ones included. */
  get state(): RiskState {
    return { ...this.#state, campaigns: [...this.#ended.values(), ...this.#state.campaigns] };
  }

  check(check: BarCheck): BarCheckResult {
    const result = checkBar(this.#state, check, this.#profile);
    this.#keep(result.state);
    return result;
  }

  /** The campaign as it stands, brought back among the live ones if it had ended. */
  campaign(id: string): Campaign | undefined {
    const ended = this.#ended.get(id);
    if (ended === undefined) return this.#state.campaigns.find((known) => known.id === id);
    this.#ended.delete(id);
    this.#state = { ...this.#state, campaigns: [...this.#state.campaigns, ended] };
    return ended;
  }

  /**
   * Whether {@link check} of a bar would change nothing: nothing of its series is at stake and the account was marked at this equity
   * before, on the same day. Then only the time of the mark moves on, and this moves it.
   *
   * @param key of the series, whose book is flat.
   */
  repeatsMark(key: string, mark: Pick<BarCheck, 'equity' | 'assetClass'>, atMs: number): boolean {
    const { portfolio } = this.#state;
    this.#busySeries ??= busySeriesOf(this.#state);
    if (portfolio.markedAtMs === null || mark.equity !== portfolio.equity || this.#busySeries.has(key)) return false;
    if (portfolio.tradingDay !== tradingDayOf(atMs, portfolio.zone)) return false;
    if (portfolio.tradingState === 'ACTIVE' && !this.#isUnharmed(mark.assetClass)) return false;
    if (atMs > portfolio.markedAtMs) this.#state = { ...this.#state, portfolio: { ...portfolio, markedAtMs: atMs } };
    return true;
  }

  assess(request: AssessmentRequest): AssessmentResult {
    const result = assessAndReserve(this.#state, request, this.#profile);
    this.#keep(result.state);
    return result;
  }

  release(
    reservationId: string,
    why: { readonly reason: string; readonly atMs: number },
    openCampaignIds: ReadonlySet<string>,
  ): ReleaseResult {
    const result = releaseReservation(this.#state, reservationId, why, openCampaignIds);
    this.#keep(result.state);
    return result;
  }

  #isUnharmed(assetClass: AssetClass): boolean {
    if (this.#unharmed.has(assetClass)) return true;
    if (dailyLoss(this.#state.portfolio, assetClass, this.#profile) !== null) return false;
    this.#unharmed.add(assetClass);
    return true;
  }

  #keep(state: RiskState): void {
    const { portfolio, campaigns, reservations: held } = this.#state;
    if (state.campaigns !== campaigns || state.reservations !== held) this.#busySeries = null;
    if (state.portfolio.equity !== portfolio.equity || state.portfolio.dayStartEquity !== portfolio.dayStartEquity) {
      this.#unharmed.clear();
    }
    const reservations = state.reservations.every(isHeld) ? state.reservations : state.reservations.filter(isHeld);
    if (state.campaigns.every(isLive)) {
      this.#state = { ...state, reservations };
      return;
    }
    for (const campaign of state.campaigns) if (!isLive(campaign)) this.#ended.set(campaign.id, campaign);
    this.#state = { ...state, reservations, campaigns: state.campaigns.filter(isLive) };
  }
}

function isHeld(reservation: Reservation): boolean {
  return reservation.status === 'HELD';
}

function busySeriesOf({ campaigns, reservations }: RiskState): ReadonlySet<string> {
  const atStake = [...campaigns.filter(isLive), ...reservations.filter(isHeld)];
  return new Set(atStake.map(({ symbol, timeframe }) => seriesKey(symbol, timeframe)));
}
