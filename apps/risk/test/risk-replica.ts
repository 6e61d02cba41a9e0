import {
  type EventDefinition,
  type EventOrigin,
  type OutgoingEvent,
  type PatternDetected,
  outgoing,
} from '@tape/contracts';
import { inferInstrument } from '@tape/market';
import { InstrumentStore, openDataSource, Outbox, RateReader } from '@tape/persistence';
import { BAR_RATE_DELAY_MS } from '@tape/risk-rules';
import type { DataSource } from 'typeorm';
import { AssessmentQueue } from '../src/assessment-queue.js';
import { Assessments, type RiskAnswer } from '../src/assessments.js';
import { RiskStateRepository } from '../src/risk-state.repository.js';
import { TradeBook } from '../src/trade-book.repository.js';

export const DAY_MS = 86_400_000;
export const BAR_MS = Date.parse('2024-03-01T00:00:00Z');

const publisher = {
  outgoing: ((definition: EventDefinition, payload: unknown, origin: Omit<EventOrigin, 'source'>): OutgoingEvent =>
    outgoing(definition, payload, { ...origin, source: 'risk' }, 16)) as never,
};

/** Writes down in which order the account's lock was given: a question about an answer inside a transaction holds it. */
class WatchedAssessments extends Assessments {
  readonly #order: string[];

  constructor(parts: ConstructorParameters<typeof Assessments>[0], order: string[]) {
    super(parts);
    this.#order = order;
  }

  override async given(...question: Parameters<Assessments['given']>): Promise<RiskAnswer | undefined> {
    const answer = await super.given(...question);
    if (question[1] !== undefined) this.#order.push(question[0]);
    return answer;
  }
}

export interface RiskReplica {
  readonly database: DataSource;
  readonly states: RiskStateRepository;
  readonly book: TradeBook;
  readonly assessments: Assessments;
  /** As the service asks: what waits together is decided together. */
  readonly queue: AssessmentQueue;
}

/** A replica of the risk service: its own connections on the same database. */
export async function openReplica(databaseUrl: string, name: string, order: string[] = []): Promise<RiskReplica> {
  const database = await openDataSource({ url: databaseUrl, applicationName: name });
  const instruments = new InstrumentStore(database);
  const states = new RiskStateRepository();
  const rates = new RateReader(database, BAR_RATE_DELAY_MS);
  const book = new TradeBook(instruments, rates);
  const parts = { database, states, book, outbox: new Outbox('risk'), publisher, instruments, rates };
  const assessments = new WatchedAssessments(parts, order);
  return {
    database,
    states,
    book,
    assessments,
    queue: new AssessmentQueue((patterns) => assessments.assessAll(patterns)),
  };
}

export async function emptyAccount(database: DataSource, equity = '100000'): Promise<void> {
  await database.query(
    'truncate portfolios, reservations, campaigns, risk_assessments, outbox, instruments, series_progress, bars cascade',
  );
  await new RiskStateRepository().create(database, equity);
}

/** Registers what the symbol names, a stock in this sector. */
export async function storeInstrument(database: DataSource, symbol: string, sector: string | null): Promise<void> {
  const { assetClass, tickSize, quantityStep, unit, contractSize, volumeSource } = inferInstrument(symbol);
  await database.query(
    `insert into instruments (symbol, asset_class, tick_size, quantity_step, unit, contract_size, volume_source, sector, simulated)
     values ($1, $2, $3, $4, $5, $6, $7, $8, false) on conflict do nothing`,
    [
      symbol,
      assetClass,
      tickSize,
      quantityStep,
      unit,
      contractSize,
      volumeSource,
      assetClass === 'STOCK' ? sector : null,
    ],
  );
}

/** A Last Point of Support at 100 that risks 700 of 100 000 for 4 R, or what the overrides make of it. */
export function pattern(symbol: string, overrides: Partial<PatternDetected> = {}): PatternDetected {
  return {
    id: `${symbol}:1d:LPS:${BAR_MS}:r`,
    symbol,
    timeframe: '1d',
    assetClass: inferInstrument(symbol).assetClass,
    simulated: false,
    pattern: 'LPS',
    side: 'ACCUMULATION',
    direction: 'LONG',
    phase: 'D',
    phaseConfidence: 80,
    phaseBBars: 20,
    eventTimeMs: BAR_MS,
    knownAtMs: BAR_MS,
    closeTimeMs: BAR_MS + DAY_MS,
    entry: '100',
    stop: '95',
    targets: { primary: '120', secondary: ['110', '115'], conservative: '110' },
    guard: { kind: 'CAMPAIGN_ICE', price: '96' },
    confidence: 80,
    components: { pattern: 80, phase: 80, volume: 80 },
    scoreParts: {},
    range: {
      id: 'r',
      startTimeMs: BAR_MS - 60 * DAY_MS,
      ice: '90',
      creek: '98',
      jump: '120',
      iceStrength: 70,
      creekStrength: 70,
      quality: 80,
      widthPercent: 8,
      durationBars: 60,
    },
    volume: {
      relativeVolume: 0.8,
      rangeRelativeVolume: 0.8,
      testVolumeRatio: null,
      springType: null,
      closePosition: 0.7,
      source: 'TRADED',
    },
    market: { atr: '2', atrPercentile: 50, volumePercentile: 50, adx: 30, trend: 'TRENDING_UP' },
    higher: null,
    ...overrides,
  };
}
