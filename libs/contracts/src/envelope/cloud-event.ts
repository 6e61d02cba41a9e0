import { z } from 'zod';
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

const envelopeSchema = z.object({
  specversion: z.literal('1.0'),
  id: z.string().min(1),
  source: z.string(),
  type: z.string(),
  subject: z.string(),
  time: z.string(),
  dataschema: z.string(),
  correlationid: z.string(),
  causationid: z.string().optional(),
  traceparent: z.string().optional(),
  partitionkey: z.string(),
  data: z.unknown(),
});

/** The CloudEvents `type` of an event: name and version, so a consumer can refuse what it does not know. */
export function cloudEventType(definition: EventDefinition): string {
  return `tape.v${definition.version}.${definition.name}`;
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
  return {
    subject,
    messageId: id,
    durable: definition.stream !== null,
    envelope: {
      specversion: '1.0',
      id,
      source: origin.source,
      type: cloudEventType(definition),
      subject,
      time: new Date(origin.timeMs).toISOString(),
      dataschema: `tape/v${definition.version}/${definition.name}`,
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
  const envelope = envelopeSchema.safeParse(json);
  if (!envelope.success) throw new ContractViolation(`${definition.name} envelope: ${readable(envelope.error)}`);
  const expected = cloudEventType(definition);
  if (envelope.data.type !== expected) {
    throw new ContractViolation(`expected ${expected}, got ${envelope.data.type}`);
  }
  const data = definition.payload.safeParse(envelope.data.data);
  if (!data.success) throw new ContractViolation(`${definition.name}: ${readable(data.error)}`);
  return { ...(json as CloudEvent), data: data.data };
}

function readable(error: z.ZodError): string {
  return error.issues.map((issue) => `${issue.path.join('.') || 'message'}: ${issue.message}`).join('; ');
}
