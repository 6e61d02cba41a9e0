import { closeTimeMs, toBar, type SeriesBar } from '@tape/market';
import {
  campaignIdOf,
  CLASSIC_RISK,
  createRateTable,
  MAX_RATE_AGE_MS,
  tradingStateAt,
  type BarCheckResult,
  type CampaignChange,
  type QuoteRates,
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
  toDetectedPattern,
  type DetectedPattern,
  type ValidationContext,
  type Verdict,
} from '@tape/validation';
import { CLASSIC_CONFIG, createAnalyzer, STRICT_CONFIG } from '@tape/wyckoff';
import { Account } from './account.js';
import type { BarOutcome } from './bar-outcome.js';
import { entryFactsOf } from './entry-facts.js';
import { inDecisionOrder } from './decision-order.js';
import type { AnalyzerFactory, PipelineOptions } from './pipeline-options.js';
import { outcomeOf, type ReadBar, type WorkedBar } from './read-bar.js';
import { RiskDesk } from './risk-desk.js';
import { newLane, seriesKey, type SeriesLane } from './series-lane.js';

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
  /** Portfolio, held reservations and campaigns as they stand. */
  readonly risk: RiskState;
}

type Settings = Required<Omit<PipelineOptions, 'series' | 'analyzer' | 'plugins' | 'higherTimeframes' | 'rates'>>;

export function createPipeline(options: PipelineOptions): Pipeline {
  const settings: Settings = {
    initialEquity: options.initialEquity,
    profile: options.profile ?? 'classic',
    riskProfile: options.riskProfile ?? CLASSIC_RISK,
    costs: options.costs ?? DEFAULT_COSTS,
    calendar: options.calendar ?? EMPTY_BOOK,
  };
  const config = settings.profile === 'strict' ? STRICT_CONFIG : CLASSIC_CONFIG;
  const analyzer: AnalyzerFactory = options.analyzer ?? ((series) => createAnalyzer(series, config));
  const { accountCurrency } = settings.riskProfile;
  const rates = createRateTable(options.rates ?? []);
  const lanes = new Map<string, SeriesLane>();
  for (const { instrument, timeframe, simulated } of options.series) {
    const ratesAt = (atMs: number, maxAgeMs?: number): QuoteRates =>
      rates.ratesFor(instrument, { accountCurrency, atMs, ...(maxAgeMs === undefined ? {} : { maxAgeMs }) });
    const lane = newLane({
      instrument,
      timeframe,
      simulated,
      analyzer: analyzer({
        symbol: instrument.symbol,
        timeframe,
        higherTimeframe: options.higherTimeframes?.[timeframe] ?? null,
        plugins: options.plugins ?? [],
      }),
      costs: settings.costs[instrument.assetClass],
      ratesAt,
      exposureOf: ({ openedAtMs }) => ({ instrument, accountCurrency, rates: ratesAt(openedAtMs) }),
    });
    lanes.set(seriesKey(instrument.symbol, timeframe), lane);
  }
  return new BarPipeline(lanes, settings);
}

class BarPipeline implements Pipeline {
  readonly #lanes: ReadonlyMap<string, SeriesLane>;
  readonly #settings: Settings;
  readonly #account: Account;
  readonly #desk: RiskDesk;

  constructor(lanes: ReadonlyMap<string, SeriesLane>, settings: Settings) {
    this.#lanes = lanes;
    this.#settings = settings;
    this.#account = new Account(settings.initialEquity);
    this.#desk = new RiskDesk(settings.initialEquity, settings.riskProfile);
  }

  get risk(): RiskState {
    return this.#desk.state;
  }

  push(bar: SeriesBar): BarOutcome {
    return this.pushTogether([bar])[0]!;
  }

  pushTogether(bars: readonly SeriesBar[]): readonly BarOutcome[] {
    if (new Set(bars.map((bar) => closeTimeMs(bar.openTimeMs, bar.timeframe))).size > 1) {
      throw new RangeError('bars that are worked together close together');
    }
    const worked = bars.map((bar) => this.#work(bar));
    const read = worked.map((each) => this.#analyse(each));
    for (const each of inDecisionOrder(read)) this.#decide(each);
    return read.map(outcomeOf);
  }

  #work(bar: SeriesBar): WorkedBar {
    const lane = this.#laneOf(bar);
    const step = this.#fill(lane, bar);
    const check = this.#guard(lane, bar, step);
    return { lane, bar, step, check, withdrawn: this.#obey(check), equity: this.#desk.portfolio.equity };
  }

  #laneOf(bar: SeriesBar): SeriesLane {
    const lane = this.#lanes.get(seriesKey(bar.symbol, bar.timeframe));
    if (lane === undefined) throw new RangeError(`series ${bar.symbol} ${bar.timeframe} was not declared`);
    if (bar.openTimeMs <= lane.lastOpenTimeMs) {
      throw new RangeError(`bar ${bar.openTimeMs} of ${bar.symbol} ${bar.timeframe} is not after the last one`);
    }
    lane.lastOpenTimeMs = bar.openTimeMs;
    return lane;
  }

  /** 1 and 2: orders at the open, then stops and targets inside the bar. */
  #fill(lane: SeriesLane, bar: SeriesBar): BarStep {
    const { riskProfile } = this.#settings;
    const step = stepBar(lane.book, bar, {
      instrument: lane.instrument,
      costs: lane.costs,
      tradingState: tradingStateAt(this.#desk.portfolio, closeTimeMs(bar.openTimeMs, bar.timeframe)),
      accountCurrency: riskProfile.accountCurrency,
      rates: lane.ratesAt(bar.openTimeMs),
    });
    lane.book = step.book;
    lane.markPrice = bar.close;
    this.#account.mark(lane, step.closed);
    return step;
  }

  /** 3: guards, mark, portfolio limits. */
  #guard(lane: SeriesLane, bar: SeriesBar, step: BarStep): BarCheckResult {
    return this.#desk.check({
      symbol: bar.symbol,
      timeframe: bar.timeframe,
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
      for (const lane of this.#lanes.values()) {
        const step = obeyExit(lane.book, exit);
        lane.book = step.book;
        events.push(...step.events);
      }
    }
    return events;
  }

  /** 4: analysis on the close. */
  #analyse(worked: WorkedBar): ReadBar {
    const { lane, bar } = worked;
    const { candidates, customEvents = [] } = lane.analyzer.push(toBar(bar));
    const { symbol, timeframe } = bar;
    return {
      ...worked,
      customEvents: customEvents.map((event) => ({ symbol, timeframe, ...event })),
      patterns: candidates.map((candidate) =>
        toDetectedPattern(candidate, lane.instrument, { simulated: lane.simulated }),
      ),
      verdicts: [],
      signals: [],
      rejections: [],
      campaignChanges: [],
      entryEvents: [],
    };
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
    for (const lane of this.#lanes.values()) if (lane.instrument.symbol === symbol) return lane.instrument;
    throw new RangeError(`no instrument ${symbol}`);
  }
}

function isPassed(verdict: Verdict<Sizing | null>): verdict is Verdict<Sizing> {
  return verdict.chain.overall !== 'FAIL' && verdict.sizing !== null;
}
