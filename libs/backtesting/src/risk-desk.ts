import {
  assessAndReserve,
  checkBar,
  isLive,
  newPortfolio,
  releaseReservation,
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

/**
 * Risk's state in memory, as its tables hold it in the service. Ended reservations are dropped and ended campaigns set aside until
 * a signal of their range asks for them, so that a bar costs no more the longer the run.
 */
export class RiskDesk {
  readonly #profile: RiskProfile;
  readonly #ended = new Map<string, Campaign>();
  #state: RiskState;

  constructor(initialEquity: string, profile: RiskProfile) {
    this.#profile = profile;
    const portfolio = newPortfolio('main', initialEquity, profile.accountZone);
    this.#state = { portfolio, reservations: [], campaigns: [], restrictions: [] };
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

  #keep(state: RiskState): void {
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
