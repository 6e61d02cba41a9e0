import { subjectToken } from '@tape/contracts';

export const DESIRED_BUCKET = 'symbol_desired';

export const DESIRED_STATES = ['RUNNING', 'PAUSED', 'STOPPED'] as const;
export type DesiredState = (typeof DESIRED_STATES)[number];

/** What the operator wants of a symbol, as the services that watch the bucket read it. */
export interface Desired {
  readonly state: DesiredState;
  readonly by: string;
  /** ISO 8601 UTC. */
  readonly at: string;
  /** Start afresh from the stored snapshot even if the symbol is running. */
  readonly restart?: true;
}

/** Where the wish is put for the services to see. */
export interface DesiredStates {
  put(symbol: string, desired: Desired): Promise<void>;
}

export const DESIRED = Symbol('DESIRED');

/**
 * The subject behind a key of the bucket. The client's own `put` refuses keys with `%`, which the subject token of
 * `EUR/USD` has, although the server takes it; so the value is published to where `put` would.
 */
export function desiredSubject(symbol: string): string {
  return `$KV.${DESIRED_BUCKET}.${subjectToken(symbol)}`;
}

export const STEPS = {
  start: 'RUNNING',
  pause: 'PAUSED',
  resume: 'RUNNING',
  stop: 'STOPPED',
  restart: 'RUNNING',
} as const satisfies Record<string, DesiredState>;
export type Step = keyof typeof STEPS;
