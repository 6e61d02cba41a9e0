import { z } from 'zod';
import { defineEvent, type PayloadOf } from '../envelope/event-definition.js';
import { subjectToken } from '../envelope/subject-token.js';
import { epochMs } from '../envelope/wire-types.js';
import { SUBJECT_ROOT } from '../stream/streams.js';

const payload = z.strictObject({
  service: z.string().min(1).describe('Name of the service.'),
  instance: z.string().min(1).describe('Which process of it.'),
  message: z.string().describe('One sentence for a person.'),
  atMs: epochMs.describe('Wall clock of the process.'),
});

function serviceEvent<Step extends 'started' | 'stopped' | 'error'>(step: Step) {
  return defineEvent({
    name: `service.${step}` as const,
    version: 1,
    stream: 'OPS',
    payload,
    subject: (service) => `${SUBJECT_ROOT}.service.${step}.${subjectToken(service.service)}`,
    messageId: (service) => `service.${step}:${service.instance}:${service.atMs}`,
    partitionKey: (service) => service.service,
  });
}

/** A service is ready to work. Published by each service. */
export const serviceStarted = serviceEvent('started');
/** A service has drained and is going. Published by each service. */
export const serviceStopped = serviceEvent('stopped');
/** A service met something it could not settle by itself. Published by each service. */
export const serviceError = serviceEvent('error');
export type ServiceEvent = PayloadOf<typeof serviceStarted>;
