import { z } from 'zod';
import { epochMs } from '../envelope/wire-types.js';

/** What is kept of a message that could not be processed. Its subject is `dlq.{service}.{subject of the message}`. */
export const deadLetter = z.strictObject({
  service: z.string().min(1).describe('The service that gave up.'),
  stream: z.string().min(1).describe('The stream the message came from.'),
  streamSequence: z.int().nonnegative().describe('Its position there.'),
  subject: z.string().min(1).describe('Its subject.'),
  messageId: z.string().nullable().describe('Its `Nats-Msg-Id`; null when it had none.'),
  reason: z.string().min(1).describe('Why it could not be processed.'),
  deliveries: z.int().positive().describe('How often it was tried.'),
  atMs: epochMs.describe('Wall clock of giving up.'),
  body: z.string().describe('The message as it was, text.'),
});
export type DeadLetter = z.infer<typeof deadLetter>;
