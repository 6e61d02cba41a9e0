import { closeTimeMs, type PriceBar, type SeriesBar } from '@tape/market';
import {
  campaignIdOf,
  CLASSIC_RISK,
  MAX_RATE_AGE_MS,
  tradingStateAt,
  type BarCheckResult,
  type CampaignChange,
  type RiskState,
  type Sizing,
} from '@tape/risk-rules';
import {
  buildRejection,
  buildSignal,
  DEFAULT_COSTS,
  obeyExit,
  stepBar,
  submitEntry,
  type BarStep,
  type ExecutionEvent,
} from '@tape/trading';
import {
  beginChain,
  calendarAt,
  continueChain,
  EMPTY_BOOK,
  type DetectedPattern,
  type ValidationContext,
  type Verdict,
} from '@tape/validation';
import { Account } from './account.js';
import type { BarOutcome } from './bar-outcome.js';
import { entryFactsOf } from './entry-facts.js';
import { inDecisionOrder } from './decision-order.js';
import type { PlacedBar } from './merge-series.js';
import { openLanes, readerOf } from './open-lanes.js';
import type { AdoptedSettings, PipelineOptions, PipelineSettings } from './pipeline-options.js';
import { hasFindings, NO_ANALYSIS, outcomeOf, passed, readBar, type ReadBar, type WorkedBar } from './read-bar.js';
import { RiskDesk } from './risk-desk.js';
import { admit, isFlat, seriesKey, type SeriesLane } from './series-lane.js';

/** The whole system in one process: the services' own functions, in the binding order of one bar, over one portfolio. */
export interface Pipeline {
  /**
   * Works one bar. Bars of a series come in order; over series, in the order of their closes.
   *
   * @throws RangeError for a series that was not declared and for a bar that is not after the last one of its series.
   */
  push(bar: SeriesBar): BarOutcome;
  /**
   * Works the bars of several series that close together: all are filled and guarded before anything is analysed, and their
   * candidates are decided in the order of `inDecisionOrder`.
   *
   * @returns the outcomes in the order of the bars.
   * @throws RangeError also for bars that do not close together.
   */
  pushTogether(bars: readonly SeriesBar[]): readonly BarOutcome[];
  /**
   * {@link pushTogether} for who wants to hear only of bars that something was at stake in or became known by: nothing is made for
   * the others.
   *
   * @param bars with the places of their series in the options; they close together.
   */
  pushForNews(bars: readonly PlacedBar[]): readonly BarOutcome[];
  /** From the next bar on decides by other settings: one account that its owner set otherwise. */
  adopt(settings: AdoptedSettings): void;
  /** Portfolio, held reservations and campaigns as they stand. */
  readonly risk: RiskState;
}

export function createPipeline(options: PipelineOptions): Pipeline {
  const settings: PipelineSettings = {
    initialEquity: options.initialEquity,
    profile: options.profile ?? 'classic',
    riskProfile: options.riskProfile ?? CLASSIC_RISK,
    costs: options.costs ?? DEFAULT_COSTS,
    calendar: options.calendar ?? EMPTY_BOOK,
  };
  return new BarPipeline(openLanes(options, settings), settings);
}

const NO_NEWS: readonly BarOutcome[] = Object.freeze([]);

class BarPipeline implements Pipeline {
  readonly #lanes: readonly SeriesLane[];
  readonly #laneByKey: ReadonlyMap<string, SeriesLane>;
  #settings: PipelineSettings;
  readonly #account: Account;
  readonly #desk: RiskDesk;

  constructor(lanes: readonly SeriesLane[], settings: PipelineSettings) {
    this.#lanes = lanes;
    this.#laneByKey = new Map(lanes.map((lane) => [lane.key, lane]));
    this.#settings = settings;
    this.#account = new Account(settings.initialEquity);
    this.#desk = new RiskDesk(settings.initialEquity, settings.riskProfile);
  }

  get risk(): RiskState {
    return this.#desk.state;
  }

  adopt({ analyzer, ...settings }: AdoptedSettings): void {
    this.#settings = { ...this.#settings, ...settings };
    this.#desk.adopt(settings.riskProfile);
    for (const lane of this.#lanes) {
      lane.read = readerOf(analyzer(lane.analyzerOptions));
      lane.costs = settings.costs[lane.instrument.assetClass];
    }
  }

  push(bar: SeriesBar): BarOutcome {
    return this.pushTogether([bar])[0]!;
  }

  pushTogether(bars: readonly SeriesBar[]): readonly BarOutcome[] {
    if (new Set(bars.map((bar) => closeTimeMs(bar.openTimeMs, bar.timeframe))).size > 1) {
      throw new RangeError('bars that are worked together close together');
    }
    const worked = bars.map((bar) => this.#work(this.#laneOf(bar), bar));
    return this.#decided(worked.map((each) => readBar(each, each.lane.read(each.bar) ?? NO_ANALYSIS)));
  }

  pushForNews(bars: readonly PlacedBar[]): readonly BarOutcome[] {
    const worked = bars.map(({ place, bar }) => {
      const lane = this.#laneAt(place);
      return this.#passes(lane, bar) ? this.#account.equity : this.#work(lane, bar);
    });
    const news: ReadBar[] = [];
    for (const [index, { place, bar }] of bars.entries()) {
      const lane = this.#laneAt(place);
      const analysis = lane.read(bar);
      const before = worked[index]!;
      if (typeof before !== 'string') news.push(readBar(before, analysis ?? NO_ANALYSIS));
      else if (analysis !== null && hasFindings(analysis)) news.push(readBar(passed(lane, bar, before), analysis));
    }
    return news.length === 0 ? NO_NEWS : this.#decided(news);
  }

  #decided(read: readonly ReadBar[]): readonly BarOutcome[] {
    for (const each of inDecisionOrder(read)) this.#decide(each);
    return read.map(outcomeOf);
  }

  /** Goes past a bar that steps 1 to 3 have nothing to do in; false where they have. */
  #passes(lane: SeriesLane, bar: PriceBar): boolean {
    if (!isFlat(lane.book)) return false;
    const mark = { equity: this.#account.equity, assetClass: lane.instrument.assetClass };
    if (!this.#desk.repeatsMark(lane.key, mark, closeTimeMs(bar.openTimeMs, lane.timeframe))) return false;
    admit(lane, bar);
    return true;
  }
  #laneOf(bar: SeriesBar): SeriesLane {
    const lane = this.#laneByKey.get(seriesKey(bar.symbol, bar.timeframe));
    if (lane === undefined) throw new RangeError(`series ${bar.symbol} ${bar.timeframe} was not declared`);
    return lane;
  }

  #laneAt(place: number): SeriesLane {
    const lane = this.#lanes[place];
    if (lane === undefined) throw new RangeError(`there is no series at place ${place}`);
    return lane;
  }

  #work(lane: SeriesLane, bar: PriceBar): WorkedBar {
    admit(lane, bar);
    const step = this.#fill(lane, bar);
    const check = this.#guard(lane, bar, step);
    return { lane, bar, step, check, withdrawn: this.#obey(check), equity: this.#desk.portfolio.equity };
  }

  /** 1 and 2: orders at the open, then stops and targets inside the bar. */
  #fill(lane: SeriesLane, bar: PriceBar): BarStep {
    const { riskProfile } = this.#settings;
    const step = stepBar(lane.book, bar, {
      instrument: lane.instrument,
      costs: lane.costs,
      tradingState: tradingStateAt(this.#desk.portfolio, closeTimeMs(bar.openTimeMs, lane.timeframe)),
      accountCurrency: riskProfile.accountCurrency,
      rates: lane.ratesAt(bar.openTimeMs),
    });
    lane.book = step.book;
    this.#account.mark(lane, step.closed);
    return step;
  }

  /** 3: guards, mark, portfolio limits. */
  #guard(lane: SeriesLane, bar: PriceBar, step: BarStep): BarCheckResult {
    return this.#desk.check({
      symbol: lane.instrument.symbol,
      timeframe: lane.timeframe,
      assetClass: lane.instrument.assetClass,
      bar,
      equity: this.#account.equity,
      entries: entryFactsOf(step.events, (signalId) => this.#account.signalOf(signalId).reservationId),
      openPositions: lane.book.positions.map((position) => ({
        campaignId: position.campaignId,
        pattern: this.#account.signalOf(position.signalId).pattern,
      })),
    });
  }

  /** Every book is asked: a campaign is found in its own series only, a portfolio exit means all of them. */
  #obey(check: BarCheckResult): readonly ExecutionEvent[] {
    const events: ExecutionEvent[] = [];
    for (const exit of check.exits) {
      for (const lane of this.#lanes) {
        const step = obeyExit(lane.book, exit);
        lane.book = step.book;
        events.push(...step.events);
      }
    }
    return events;
  }

  /** 5 and 6: validation with reservation, signals whose orders wait for the next open. */
  #decide({ lane, patterns, verdicts, signals, rejections, campaignChanges, entryEvents }: ReadBar): void {
    for (const pattern of patterns) {
      const verdict = this.#judge(lane, pattern, campaignChanges);
      verdicts.push(verdict);
      if (!isPassed(verdict)) {
        rejections.push(buildRejection(verdict));
        continue;
      }
      const signal = buildSignal(verdict);
      this.#account.remember(signal);
      const entry = submitEntry(lane.book, signal);
      lane.book = entry.book;
      signals.push(signal);
      entryEvents.push(...entry.events);
    }
  }

  #judge(lane: SeriesLane, pattern: DetectedPattern, changes: CampaignChange[]): Verdict<Sizing | null> {
    const { profile, calendar } = this.#settings;
    const campaign = this.#desk.campaign(campaignIdOf(pattern));
    const context: ValidationContext = {
      instrument: lane.instrument,
      profile,
      calendar: calendarAt(calendar, pattern),
      campaignBlockedUntilMs: campaign?.blockedUntilMs ?? null,
    };
    const start = beginChain(pattern, context);
    if (start.next === 'concluded') return { pattern, chain: start.chain, sizing: null };

    const instrumentOf = (symbol: string): SeriesLane['instrument'] => this.#instrumentOf(symbol);
    const openPositions = this.#account.exposures();
    const assessed = this.#desk.assess({
      candidate: pattern,
      instrument: lane.instrument,
      instrumentOf,
      openPositions,
      rates: lane.ratesAt(pattern.closeTimeMs, MAX_RATE_AGE_MS),
    });
    if (assessed.campaignChange !== null) changes.push(assessed.campaignChange);
    // Asked again: a campaign that opened anew with this reservation is no longer closed to trades.
    const campaignBlockedUntilMs = this.#desk.campaign(campaignIdOf(pattern))?.blockedUntilMs ?? null;
    const after = { ...context, campaignBlockedUntilMs };
    const { chain, releaseBecause } = continueChain(pattern, after, start.stages, assessed.verdict);
    if (releaseBecause === null || assessed.reservation === null) return { pattern, chain, sizing: assessed.sizing };

    const released = this.#desk.release(
      assessed.reservation.id,
      { reason: releaseBecause, atMs: pattern.closeTimeMs },
      new Set(openPositions.map((exposure) => exposure.campaignId)),
    );
    if (released.campaignChange !== null) changes.push(released.campaignChange);
    return { pattern, chain, sizing: null };
  }

  #instrumentOf(symbol: string): SeriesLane['instrument'] {
    for (const lane of this.#lanes) if (lane.instrument.symbol === symbol) return lane.instrument;
    throw new RangeError(`no instrument ${symbol}`);
  }
}

function isPassed(verdict: Verdict<Sizing | null>): verdict is Verdict<Sizing> {
  return verdict.chain.overall !== 'FAIL' && verdict.sizing !== null;
}
