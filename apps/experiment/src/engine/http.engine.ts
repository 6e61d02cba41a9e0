import {
  type Engine,
  type EnginePlan,
  type FrozenContext,
  type MarketContext,
  VOLATILITY_ENGINE,
} from '@tape/experiments';
import { describeError, type Logger } from '@tape/observability';
import { amount } from '@tape/risk-rules';
import { z } from 'zod';

export interface HttpEngineParts {
  /** Where the context is posted to; `http` or `https`, and no other host is ever asked. */
  readonly url: URL;
  readonly timeoutMs: number;
  readonly logger: Pick<Logger, 'warn'>;
  /** Plans where the outside engine does not. */
  readonly fallback?: Engine;
}

/** A plan is a few hundred bytes. Unit: bytes. */
const LARGEST_ANSWER = 64 * 1024;

const price = z.string().regex(/^(?=.*[1-9])\d{1,15}(\.\d{1,15})?$/, 'must be a positive number as decimal text');
const answerSchema = z.strictObject({
  /** What it read, hashed by itself: a plan made of anything else is none. */
  input_sha256: z.string(),
  version: z.string().min(1).max(64),
  plan: z.discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('trade'),
      direction: z.enum(['LONG', 'SHORT']),
      stop: price,
      targets: z.strictObject({ primary: price, secondary: z.array(price).max(5), conservative: price.nullable() }),
      position_size: price,
    }),
    z.strictObject({ kind: z.literal('stand-aside') }),
  ]),
});

/**
 * An engine outside of this system, asked over HTTP with the very text that was hashed. Where it is late, broken or wrong the engine
 * it stands for plans instead, and the version of the outcome says so: results of the two are never mixed.
 */
export class HttpEngine {
  readonly #parts: HttpEngineParts;

  constructor(parts: HttpEngineParts) {
    this.#parts = parts;
  }

  /** The engine with its answer to this context in it; never fails. */
  async answering(frozen: FrozenContext): Promise<Engine> {
    const { fallback = VOLATILITY_ENGINE, logger, url } = this.#parts;
    try {
      const { version, plan } = await this.#ask(frozen);
      return { name: 'B', version: `${url.host}:${version}`, plan: () => plan };
    } catch (error) {
      const problem = describeError(error as Error);
      logger.warn({ host: url.host, signal: frozen.context.signal.id, problem }, 'the outside engine gave no plan');
      return { ...fallback, name: 'B', version: `${fallback.version}-for-${url.host}` };
    }
  }

  /** @throws Error for whatever is no plan of this context. */
  async #ask({ canonical, sha256, context }: FrozenContext): Promise<{ version: string; plan: EnginePlan }> {
    const { url, timeoutMs } = this.#parts;
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-input-sha256': sha256 },
      body: canonical,
      // Where it was sent it is answered, or not at all: a redirect would name another host.
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
    });
    if (response.status !== 200) {
      await response.body?.cancel();
      throw new Error(`it answered ${response.status}`);
    }
    const answer = answerSchema.parse(JSON.parse(await textOf(response)));
    if (answer.input_sha256 !== sha256) throw new Error(`it read ${answer.input_sha256} and not ${sha256}`);
    return { version: answer.version, plan: planOf(answer.plan, context) };
  }
}

/** @throws Error for prices and sizes that the instrument has not. */
function planOf(given: z.infer<typeof answerSchema>['plan'], { instrument, signal }: MarketContext): EnginePlan {
  if (given.kind === 'stand-aside') return { kind: 'stand-aside', reason: 'outside-engine' };
  const { direction, stop, targets, position_size: positionSize } = given;
  const prices = [
    stop,
    targets.primary,
    ...targets.secondary,
    ...(targets.conservative === null ? [] : [targets.conservative]),
  ];
  const off = prices.find((each) => !amount(each).mod(amount(instrument.tickSize)).isZero());
  if (off !== undefined) throw new Error(`${off} is not on the tick of ${instrument.tickSize}`);
  if (!amount(positionSize).mod(amount(instrument.quantityStep)).isZero()) {
    throw new Error(`${positionSize} is not on the step of ${instrument.quantityStep}`);
  }
  const ahead = (from: string, to: string): boolean =>
    amount(to)
      .minus(amount(from))
      .times(direction === 'LONG' ? 1 : -1)
      .greaterThan(0);
  if (!ahead(stop, signal.entry) || !prices.slice(1).every((each) => ahead(signal.entry, each))) {
    throw new Error(`stop ${stop}, entry ${signal.entry} and target ${targets.primary} are out of order`);
  }
  // It has no level besides its stop; a guard at the stop never decides anything.
  const guard = { kind: direction === 'LONG' ? 'SPRING_LOW' : 'UTAD_HIGH', price: stop } as const;
  return {
    kind: 'trade',
    direction,
    stop,
    targets: { ...targets, secondary: [...targets.secondary] },
    guard,
    positionSize,
  };
}

/** @throws Error for an answer that is larger than a plan can be; the rest of it is not read. */
async function textOf(response: Response): Promise<string> {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const part of response.body ?? []) {
    bytes += part.length;
    if (bytes > LARGEST_ANSWER) throw new Error(`it answered more than ${LARGEST_ANSWER} bytes`);
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}
