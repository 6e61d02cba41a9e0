import type { CloudEvent } from '@tape/contracts';
import { objectToWire, type Wire } from '../wire/to-wire.js';

/** What clients may name in `types`. `bar` is market data: many, not kept, and only for those who ask for it. */
export const FEED_TYPES = [
  'pattern_detected',
  'detector_failed',
  'range_detected',
  'phase_detected',
  'custom_detected',
  'signal_generated',
  'signal_rejected',
  'signal_status',
  'emergency_exit_triggered',
  'portfolio',
  'campaign',
  'order',
  'position',
  'trade',
  'regime',
  'feed',
  'service',
  'symbol_state',
  'backtest_progress',
  'bar',
] as const;
export type FeedType = (typeof FEED_TYPES)[number];

/** One fact on its way to clients. The text is made once, however many clients there are. */
export interface FeedMessage {
  readonly type: FeedType;
  readonly sequence: number;
  /** Null when the fact belongs to no symbol; such facts reach every subscription. */
  readonly symbol: string | null;
  readonly text: string;
}

/** Names of events, without the version, to what clients call them; the first that fits. */
const TYPE_OF: readonly (readonly [prefix: string, type: FeedType])[] = [
  ['pattern.detected', 'pattern_detected'],
  ['detector.failed', 'detector_failed'],
  ['analysis.range', 'range_detected'],
  ['analysis.phase', 'phase_detected'],
  ['analysis.custom', 'custom_detected'],
  ['analysis.volume', 'bar'],
  ['signal.generated', 'signal_generated'],
  ['signal.rejected', 'signal_rejected'],
  ['signal.status', 'signal_status'],
  ['risk.exit', 'emergency_exit_triggered'],
  ['risk.state', 'portfolio'],
  ['risk.campaign', 'campaign'],
  ['order.', 'order'],
  ['position.', 'position'],
  ['trade.', 'trade'],
  ['regime.', 'regime'],
  ['feed.', 'feed'],
  ['service.', 'service'],
  ['symbol.state', 'symbol_state'],
  ['backtest.progress', 'backtest_progress'],
];

/** Kinds that share a type on the wire say which step they are: `order.filled` is an `order` with `event: "filled"`. */
const STEPPED = new Set<FeedType>(['order', 'position', 'trade', 'feed', 'service']);

/**
 * Reads a stored event as a client should see it.
 * @returns undefined for what clients have no name for, and for what is not an event at all.
 */
export function feedMessage(text: string, sequence: number): FeedMessage | undefined {
  const event = envelopeOf(text);
  if (event === undefined) return undefined;
  const name = event.type.replace(/^tape\.v\d+\./, '');
  const type = TYPE_OF.find(([prefix]) => name === prefix || name.startsWith(prefix))?.[1];
  if (type === undefined) return undefined;
  const data: Record<string, Wire> = objectToWire(event.data as object);
  if (STEPPED.has(type)) data['event'] = name.slice(name.indexOf('.') + 1);
  const { symbol } = event.data as { symbol?: unknown };
  return {
    type,
    sequence,
    symbol: typeof symbol === 'string' ? symbol : null,
    text: frame(type, sequence, event.time, data),
  };
}

/** The one shape of everything that is sent to clients. */
export function frame(type: string, sequence: number, timestamp: string, data: Wire): string {
  return JSON.stringify({ type, sequence, timestamp, data });
}

function envelopeOf(text: string): CloudEvent | undefined {
  let event: Partial<CloudEvent> | null;
  try {
    event = JSON.parse(text) as Partial<CloudEvent> | null;
  } catch {
    return undefined;
  }
  const usable =
    typeof event?.type === 'string' &&
    typeof event.time === 'string' &&
    typeof event.data === 'object' &&
    event.data !== null;
  return usable ? (event as CloudEvent) : undefined;
}
