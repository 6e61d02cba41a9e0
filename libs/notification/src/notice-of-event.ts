import { isoTime } from '@tape/market';
import type { Notice, NoticeFact } from './notice.js';
import type { Severity } from './severity.js';

/** What comes in swarms is told once in this time; the first of a period speaks for the rest. Unit: ms. */
export const QUIET_PERIOD_MS = 300_000;
/** Longest free text taken over from an event. Unit: characters. */
const LONGEST_TEXT = 500;

/** The parts of an event's envelope that a notice keeps. */
export interface EventFrame {
  readonly eventId: string;
  readonly occurredAtMs: number;
  readonly correlationId: string;
}

export interface ExitFacts {
  readonly trigger: string;
  readonly campaignId: string | null;
  readonly symbol: string;
  readonly timeframe: string;
  readonly barTimeMs: number;
  readonly measured: string;
  readonly limit: string;
  readonly message: string;
}

/** A guard fired. */
export function exitNotice(frame: EventFrame, exit: ExitFacts): Notice {
  return {
    ...framed(frame),
    kind: 'emergency-exit',
    severity: 'CRITICAL',
    title: `Emergency exit ${exit.trigger} on ${exit.symbol}`,
    text: cut(exit.message),
    facts: facts({
      Closes: exit.campaignId === null ? 'the whole portfolio' : `campaign ${exit.campaignId}`,
      Measured: exit.measured,
      Limit: exit.limit,
      Bar: `${exit.symbol} ${exit.timeframe} ${isoTime(exit.barTimeMs)}`,
    }),
  };
}

export interface StateFacts {
  /** What it holds for: the account as a whole, or one symbol, one engine. */
  readonly scope: { readonly level: string; readonly name: string | null };
  readonly from: string;
  readonly to: 'ACTIVE' | 'REDUCING' | 'HALTED';
  readonly reason: string;
  readonly by: string;
}

const STATE_SEVERITY: Readonly<Record<StateFacts['to'], Severity>> = {
  ACTIVE: 'INFO',
  REDUCING: 'WARNING',
  HALTED: 'CRITICAL',
};

/** What may be traded has changed. */
export function stateNotice(frame: EventFrame, change: StateFacts): Notice {
  return {
    ...framed(frame),
    kind: 'trading-state',
    severity: STATE_SEVERITY[change.to],
    title: `Trading is ${change.to}${change.scope.name === null ? '' : ` for ${change.scope.name}`}`,
    text: `Trading went from ${change.from} to ${change.to}: ${cut(change.reason)}`,
    facts: facts({ For: [change.scope.level, change.scope.name ?? ''].join(' ').trim(), By: change.by }),
  };
}

export interface SignalFacts {
  readonly symbol: string;
  readonly timeframe: string;
  readonly direction: string;
  readonly pattern: string;
  readonly entry: string;
  readonly stop: string;
  readonly targets: { readonly primary: string };
  readonly positionSize: string;
  readonly positionUnit: string;
  readonly rMultiple: string;
  readonly confidence: number;
  readonly simulated: boolean;
  readonly needsReview: boolean;
  readonly expiresAtMs: number;
}

/** A trade signal. Null when it can no longer be taken: a replay of old bars disturbs nobody. */
export function signalNotice(frame: EventFrame, signal: SignalFacts, nowMs: number): Notice | null {
  if (signal.expiresAtMs <= nowMs) return null;
  const simulated = signal.simulated ? ' (SIMULATED)' : '';
  return {
    ...framed(frame),
    kind: 'signal',
    severity: 'INFO',
    title: `${signal.direction} ${signal.symbol} ${signal.timeframe}: ${signal.pattern}${simulated}`,
    text: `Entry ${signal.entry}, stop ${signal.stop}, target ${signal.targets.primary}.`,
    facts: facts({
      Size: `${signal.positionSize} ${signal.positionUnit}`,
      R: signal.rMultiple,
      Confidence: String(signal.confidence),
      ...(signal.needsReview ? { Review: 'needed' } : {}),
      Expires: isoTime(signal.expiresAtMs),
    }),
  };
}

export interface FeedFacts {
  readonly symbol: string;
  readonly timeframe: string;
  readonly lastOpenTimeMs: number | null;
  readonly missingBars: number;
  readonly message: string;
}

/** A feed is connected and mute. */
export function feedStaleNotice(frame: EventFrame, feed: FeedFacts): Notice {
  return {
    ...framed(frame),
    kind: 'feed-stale',
    severity: 'WARNING',
    title: `Feed of ${feed.symbol} ${feed.timeframe} is stale`,
    text: cut(feed.message),
    facts: facts({
      'Last bar': feed.lastOpenTimeMs === null ? 'none' : isoTime(feed.lastOpenTimeMs),
      'Missing bars': String(feed.missingBars),
    }),
  };
}

export interface ServiceErrorFacts {
  readonly service: string;
  readonly instance: string;
  readonly message: string;
  readonly atMs: number;
}

/** A service could not settle something by itself. A service that dies again and again is told once a quiet period. */
export function serviceErrorNotice(frame: EventFrame, error: ServiceErrorFacts): Notice {
  return {
    ...framed(frame),
    key: oncePerPeriod(`service.error:${error.service}`, error.atMs),
    kind: 'service-error',
    severity: 'WARNING',
    title: `Service ${error.service} failed`,
    text: cut(error.message),
    facts: facts({ Instance: error.instance }),
  };
}

export interface DeadLetterFacts {
  readonly service: string;
  readonly stream: string;
  readonly streamSequence: number;
  readonly subject: string;
  readonly reason: string;
  readonly deliveries: number;
  readonly atMs: number;
}

/** A message was given up. Never with its body: what it holds is for who may read the stream. */
export function deadLetterNotice(letter: DeadLetterFacts): Notice {
  const key = oncePerPeriod(`dead-letter:${letter.service}`, letter.atMs);
  return {
    key,
    kind: 'dead-letter',
    severity: 'WARNING',
    title: `Service ${letter.service} gave up on a message`,
    text: cut(letter.reason),
    facts: facts({
      Message: `${letter.stream} ${letter.streamSequence}, ${letter.subject}`,
      Tried: String(letter.deliveries),
      More: `others of the same ${QUIET_PERIOD_MS / 60_000} minutes are in stream DLQ`,
    }),
    occurredAtMs: letter.atMs,
    correlationId: key,
  };
}

/** Asked for by a person, to see that a channel works. */
export function testNotice(request: { readonly by: string; readonly atMs: number; readonly nonce: string }): Notice {
  return {
    key: `test:${request.nonce}`,
    kind: 'test',
    // As an emergency would come, past every threshold.
    severity: 'CRITICAL',
    title: 'Test of this channel',
    text: 'Nothing happened. If you read this, notifications reach you here.',
    facts: facts({ 'Asked by': request.by }),
    occurredAtMs: request.atMs,
    correlationId: `test:${request.nonce}`,
  };
}

function framed({ eventId, occurredAtMs, correlationId }: EventFrame) {
  return { key: eventId, occurredAtMs, correlationId };
}

function facts(named: Readonly<Record<string, string>>): readonly NoticeFact[] {
  return Object.entries(named).map(([name, value]) => ({ name, value }));
}

function oncePerPeriod(topic: string, atMs: number): string {
  return `${topic}:${Math.floor(atMs / QUIET_PERIOD_MS)}`;
}

/** Providers refuse a message without text, and a reason may be empty. */
function cut(text: string): string {
  if (text.trim() === '') return 'No reason was given.';
  return text.length <= LONGEST_TEXT ? text : `${text.slice(0, LONGEST_TEXT - 3)}...`;
}
