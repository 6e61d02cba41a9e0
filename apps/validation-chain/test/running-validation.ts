import { assessRisk, patternDetected, type PatternDetected, type Verdict } from '@tape/contracts';
import { BrokerConnection, EventPublisher } from '@tape/messaging';
import { openDataSource, runMigrations } from '@tape/persistence';
import { startService, stopService, type StartedService } from '@tape/service';
import { type TestServers, testServers } from '@tape/testing';
import type { DataSource } from 'typeorm';
import { validationConfig } from '../src/config.js';
import { ValidationChainModule } from '../src/validation-chain.module.js';

const PATIENCE_MS = 15_000;
const DAY_MS = 86_400_000;
const BAR_MS = Date.UTC(2024, 2, 1);

/** Servers, migrated, with one validation-chain on them and no risk service. */
export class RunningValidation {
  readonly servers: TestServers;
  readonly database: DataSource;
  #service: StartedService | undefined;

  private constructor(servers: TestServers, database: DataSource) {
    this.servers = servers;
    this.database = database;
  }

  static async start(settings: Record<string, string>): Promise<RunningValidation> {
    const servers = await testServers();
    const database = await openDataSource({ url: servers.databaseUrl, applicationName: 'test' });
    await runMigrations(database);
    const running = new RunningValidation(servers, database);
    await running.up(settings);
    return running;
  }

  async up(settings: Record<string, string>): Promise<void> {
    process.env['DATABASE_URL'] = this.servers.databaseUrl;
    process.env['NATS_URL'] = this.servers.natsUrl;
    this.#service = await startService(
      { name: 'validation-chain', module: ValidationChainModule, configSchema: validationConfig },
      { ...process.env, HTTP_PORT: '0', LOG_LEVEL: 'fatal', ...settings },
    );
  }

  get service(): StartedService {
    if (this.#service === undefined) throw new Error('validation-chain is not running');
    return this.#service;
  }

  async down(): Promise<void> {
    if (this.#service !== undefined) await stopService(this.#service, 'SIGTERM');
    this.#service = undefined;
  }

  async stop(): Promise<void> {
    await this.down();
    await this.database.destroy();
    await this.servers.stop();
  }

  async offer(pattern: PatternDetected): Promise<void> {
    const publisher = this.service.app.get(EventPublisher, { strict: false });
    await publisher.publish([
      publisher.outgoing(patternDetected, pattern, { timeMs: pattern.closeTimeMs, correlationId: pattern.id }),
    ]);
  }

  /** Resolves when risk has been asked; nobody answers. */
  async riskAsked(): Promise<void> {
    const { nats } = this.service.app.get(BrokerConnection, { strict: false });
    for await (const _ of nats.subscribe(assessRisk.subject, { max: 1 })) return;
  }

  async stored(patternId: string): Promise<Verdict | undefined> {
    const [row] = await this.database.query<{ content: Verdict }[]>(
      'select content from validation_results where pattern_id = $1',
      [patternId],
    );
    return row?.content;
  }

  /** @throws when it does not come within the patience of the tests. */
  async verdict(patternId: string): Promise<Verdict> {
    const deadline = performance.now() + PATIENCE_MS;
    for (;;) {
      const verdict = await this.stored(patternId);
      if (verdict !== undefined) return verdict;
      if (performance.now() > deadline) throw new Error(`no verdict on ${patternId}`);
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
  }

  async register(symbol: string): Promise<void> {
    await this.database.query(
      `insert into instruments (symbol, asset_class, tick_size, quantity_step, unit, contract_size, volume_source, sector, simulated)
       values ($1, 'STOCK', 0.01, 1, 'SHARES', 1, 'TRADED', null, false)`,
      [symbol],
    );
  }
}

/** A Spring that passes VOLUME, PHASE and LEVELS. */
export function soundPattern(symbol: string, changes: Partial<PatternDetected> = {}): PatternDetected {
  return {
    id: `${symbol}:1d:SPRING:${BAR_MS}:r1`,
    symbol,
    timeframe: '1d',
    assetClass: 'STOCK',
    simulated: false,
    pattern: 'SPRING',
    side: 'ACCUMULATION',
    direction: 'LONG',
    phase: 'C',
    phaseConfidence: 80,
    phaseBBars: 30,
    eventTimeMs: BAR_MS,
    knownAtMs: BAR_MS,
    closeTimeMs: BAR_MS + DAY_MS,
    entry: '102',
    stop: '98',
    targets: { primary: '140', secondary: ['121', '130.5'], conservative: '120' },
    guard: { kind: 'SPRING_LOW', price: '98.5' },
    confidence: 82,
    components: { pattern: 84, phase: 80, volume: 80 },
    scoreParts: {},
    range: {
      id: 'r1',
      startTimeMs: BAR_MS - 60 * DAY_MS,
      ice: '100',
      creek: '110',
      jump: '140',
      iceStrength: 70,
      creekStrength: 70,
      quality: 80,
      widthPercent: 10,
      durationBars: 60,
    },
    volume: {
      relativeVolume: 0.6,
      rangeRelativeVolume: 0.6,
      testVolumeRatio: 0.5,
      springType: 3,
      closePosition: 0.8,
      source: 'TRADED',
    },
    market: { atr: '2', atrPercentile: 50, volumePercentile: 50, adx: 20, trend: 'SIDEWAYS' },
    higher: null,
    ...changes,
  };
}
