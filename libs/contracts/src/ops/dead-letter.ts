import { z } from 'zod';
import { epochMs } from '../envelope/wire-types.js';

/** What is kept of a message that could not be processed. Its subject is `dlq.{service}.{subject of the message}`. */
export const deadLetter = z.strictObject({
  service: z.string().min(1),
  stream: z.string().min(1),
  streamSequence: z.int().nonnegative(),
  subject: z.string().min(1),
  messageId: z.string().nullable(),
  reason: z.string().min(1),
  deliveries: z.int().positive(),
  atMs: epochMs,
  /** The message as it was, text. */
  body: z.string(),
});
export type DeadLetter = z.infer<typeof deadLetter>;
