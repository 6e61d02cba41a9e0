import type { z } from 'zod';
import type { EventDefinition } from './event-definition.js';

/** CloudEvents 1.0 in JSON, with the four extensions that every Tapereader event carries. */
export interface CloudEvent<Data = unknown> {
  readonly specversion: '1.0';
  readonly id: string;
  readonly source: string;
  readonly type: string;
  readonly subject: string;
  /** Business time of the fact (ISO 8601 UTC), never the time of sending. */
  readonly time: string;
  readonly dataschema: string;
  readonly datacontenttype: 'application/json';
  /** One id for all that follows from one bar. */
  readonly correlationid: string;
  /** The id of the event that caused this one. */
  readonly causationid?: string;
  readonly traceparent?: string;
  readonly partitionkey: string;
  readonly data: Data;
}

/** Where an event comes from and what caused it. */
export interface EventOrigin {
  /** Name of the publishing service. */
  readonly source: string;
  /** Business time of the fact, milliseconds since the epoch. */
  readonly timeMs: number;
  readonly correlationId: string;
  readonly causationId?: string | undefined;
  readonly traceparent?: string | undefined;
}

/** An event ready to be sent: where to, under which id, and what. */
export interface OutgoingEvent<Data = unknown> {
  readonly subject: string;
  readonly messageId: string;
  /** Whether JetStream must acknowledge it (`true`) or core NATS is enough. */
  readonly durable: boolean;
  readonly envelope: CloudEvent<Data>;
}

/** What a message may hold where an envelope should be. */
type Unchecked = { readonly [Field in keyof CloudEvent]?: unknown };

/** The first thing that is wrong with an envelope, or null. Field by field, because it runs for every message. */
function envelopeFault(json: unknown): string | null {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return 'must be a JSON object';
  const envelope = json as Unchecked;
  if (envelope.specversion !== '1.0') return 'specversion: must be "1.0"';
  if (typeof envelope.id !== 'string') return 'id: must be text';
  if (typeof envelope.source !== 'string') return 'source: must be text';
  if (typeof envelope.type !== 'string') return 'type: must be text';
  if (typeof envelope.subject !== 'string') return 'subject: must be text';
  if (typeof envelope.time !== 'string') return 'time: must be text';
  if (typeof envelope.dataschema !== 'string') return 'dataschema: must be text';
  if (typeof envelope.correlationid !== 'string') return 'correlationid: must be text';
  if (typeof envelope.partitionkey !== 'string') return 'partitionkey: must be text';
  if (envelope.id === '') return 'id: must not be empty';
  if (!isTextIfAny(envelope.causationid)) return 'causationid: must be text';
  if (!isTextIfAny(envelope.traceparent)) return 'traceparent: must be text';
  return null;
}

function isTextIfAny(value: unknown): boolean {
  return value === undefined || typeof value === 'string';
}

interface Names {
  readonly type: string;
  readonly dataschema: string;
}

const namesOf = new WeakMap<EventDefinition, Names>();

/** The names of a kind of event as they stand in every envelope of it. */
function names(definition: EventDefinition): Names {
  const known = namesOf.get(definition);
  if (known !== undefined) return known;
  const { name, version } = definition;
  const made = { type: `tape.v${version}.${name}`, dataschema: `tape/v${version}/${name}` };
  namesOf.set(definition, made);
  return made;
}

/** The CloudEvents `type` of an event: name and version, so a consumer can refuse what it does not know. */
export function cloudEventType(definition: EventDefinition): string {
  return names(definition).type;
}

/** Wraps a payload for sending. The payload is trusted here: publishers build it from typed values. */
export function outgoing<Schema extends z.ZodType>(
  definition: EventDefinition<string, Schema>,
  payload: z.infer<Schema>,
  origin: EventOrigin,
  partitions: number,
): OutgoingEvent<z.infer<Schema>> {
  const id = definition.messageId(payload);
  const subject = definition.subject(payload, partitions);
  const { type, dataschema } = names(definition);
  return {
    subject,
    messageId: id,
    durable: definition.stream !== null,
    envelope: {
      specversion: '1.0',
      id,
      source: origin.source,
      type,
      subject,
      time: new Date(origin.timeMs).toISOString(),
      dataschema,
      datacontenttype: 'application/json',
      correlationid: origin.correlationId,
      ...(origin.causationId === undefined ? {} : { causationid: origin.causationId }),
      ...(origin.traceparent === undefined ? {} : { traceparent: origin.traceparent }),
      partitionkey: definition.partitionKey(payload),
      data: payload,
    },
  };
}

/** Why a message could not be read as the event it should be. */
export class ContractViolation extends Error {
  override readonly name = 'ContractViolation';
}

/**
 * Reads one message as one kind of event and checks it.
 * @throws ContractViolation that names event, field and rule; such a message can never succeed, so it is not retried.
 */
export function parseEvent<Schema extends z.ZodType>(
  definition: EventDefinition<string, Schema>,
  text: string,
): CloudEvent<z.infer<Schema>> {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new ContractViolation(`${definition.name}: the message is not JSON`);
  }
  const fault = envelopeFault(json);
  if (fault !== null) throw new ContractViolation(`${definition.name} envelope: ${fault}`);
  const event = json as CloudEvent;
  const expected = cloudEventType(definition);
  if (event.type !== expected) throw new ContractViolation(`expected ${expected}, got ${event.type}`);
  const data = definition.payload.safeParse(event.data);
  if (!data.success) throw new ContractViolation(`${definition.name}: ${readable(data.error)}`);
  return Object.assign(event, { data: data.data });
}

function readable(error: z.ZodError): string {
  return error.issues.map((issue) => `${issue.path.join('.') || 'message'}: ${issue.message}`).join('; ');
}
