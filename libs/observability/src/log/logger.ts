import { context, isSpanContextValid, trace } from '@opentelemetry/api';
import { type DestinationStream, pino, type Logger } from 'pino';
import { currentCorrelation } from '../trace/correlation.js';
import { describeError, isSecretName, REDACTED, scrubbed, scrubText } from './secret-scrubber.js';

export type { Logger } from 'pino';

export const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

export interface LoggerOptions {
  readonly service: string;
  readonly level?: LogLevel;
  /** Where lines go; stdout when not given. */
  readonly destination?: DestinationStream;
}

/**
 * One JSON line an entry: time (ISO 8601 UTC), level by name, service, message, the correlation id of the running work
 * and trace ids when tracing is on. Secrets are removed from properties by name and from text by shape.
 */
export function createLogger({ service, level = 'info', destination }: LoggerOptions): Logger {
  const options = {
    level,
    base: { service, pid: process.pid },
    messageKey: 'message',
    errorKey: 'error',
    timestamp: pino.stdTimeFunctions.isoTime,
    mixin: boundFields,
    formatters: { level: (label: string) => ({ level: label.toUpperCase() }), log: safeFields },
    hooks: {
      logMethod(parts: unknown[], method: (...parts: unknown[]) => void) {
        method.apply(
          this,
          parts.map((part) => (typeof part === 'string' ? scrubText(part) : part)),
        );
      },
    },
    serializers: { error: (error: unknown) => (error instanceof Error ? describeError(error) : error) },
  } as const;
  return destination === undefined ? pino(options) : pino(options, destination);
}

function boundFields(): Record<string, unknown> {
  const correlationId = currentCorrelation()?.correlationId;
  const span = trace.getSpanContext(context.active());
  return {
    ...(correlationId === undefined ? {} : { correlationId }),
    ...(span !== undefined && isSpanContextValid(span) ? { traceId: span.traceId, spanId: span.spanId } : {}),
  };
}

function safeFields(fields: Record<string, unknown>): Record<string, unknown> {
  const safe: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(fields)) {
    safe[name] = isSecretName(name) ? REDACTED : scrubbed(value);
  }
  return safe;
}
