import type { EventDefinition, RpcDefinition } from '@tape/contracts';

/** What a decorated method handles; travels through Nest in the `extras` of the message pattern. */
export type HandlerDeclaration =
  | { readonly kind: 'events'; readonly options: ResolvedEventsOptions }
  | { readonly kind: 'broadcast'; readonly name: string; readonly events: readonly EventDefinition[] }
  | { readonly kind: 'rpc'; readonly definition: RpcDefinition };

export interface ResolvedEventsOptions {
  readonly durable: string;
  readonly events: readonly EventDefinition[];
  readonly maxBatch: number;
  readonly maxAttempts: number;
  readonly startAt: 'all' | 'new';
}

/** Key of the declaration inside Nest's `extras`. */
export const DECLARATION = 'tape:messaging';
