import { type Attributes, context, type Span, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import { scrubText } from '../log/secret-scrubber.js';
import { contextOf } from './traceparent.js';

/** How a span begins. */
export interface SpanOptions {
  readonly attributes?: Attributes;
  /** Trace context that came with the message; without it the span continues the running one. */
  readonly traceparent?: string | undefined;
  readonly kind?: 'internal' | 'consumer' | 'producer' | 'client' | 'server';
}

const KINDS = {
  internal: SpanKind.INTERNAL,
  consumer: SpanKind.CONSUMER,
  producer: SpanKind.PRODUCER,
  client: SpanKind.CLIENT,
  server: SpanKind.SERVER,
} as const;

/**
 * Runs `work` inside a span, `detect_patterns` for example, and ends it whatever happens; an error marks the span and
 * is thrown on. Costs next to nothing when tracing is off.
 */
export async function withSpan<Result>(
  name: string,
  options: SpanOptions,
  work: (span: Span) => Promise<Result> | Result,
): Promise<Result> {
  const parent = contextOf(options.traceparent);
  const span = trace
    .getTracer('tapereader')
    .startSpan(name, { attributes: options.attributes ?? {}, kind: KINDS[options.kind ?? 'internal'] }, parent);
  try {
    return await context.with(trace.setSpan(parent, span), async () => await work(span));
  } catch (error) {
    const message = scrubText(error instanceof Error ? error.message : String(error));
    span.setStatus({ code: SpanStatusCode.ERROR, message });
    throw error;
  } finally {
    span.end();
  }
}
