/** Whether the connection to NATS stands right now. */
export interface NatsState {
  connected(): boolean;
}

export const NATS_STATE = Symbol('NATS_STATE');
