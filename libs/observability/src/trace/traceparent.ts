import { context, type Context, isSpanContextValid, trace } from '@opentelemetry/api';
import { currentCorrelation } from './correlation.js';

const TRACEPARENT = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/;

/**
 * The W3C `traceparent` to put on what is sent from here: that of the running span, else the one that came in, so that
 * a service without tracing does not cut the trace of those around it. Undefined when there is neither.
 */
export function currentTraceparent(): string | undefined {
  const span = trace.getSpanContext(context.active());
  if (span === undefined || !isSpanContextValid(span)) return currentCorrelation()?.traceparent;
  return `00-${span.traceId}-${span.spanId}-${span.traceFlags.toString(16).padStart(2, '0')}`;
}

/** The tracing context a `traceparent` describes; text that is not one changes nothing. */
export function contextOf(traceparent: string | undefined, parent: Context = context.active()): Context {
  const parts = traceparent === undefined ? null : TRACEPARENT.exec(traceparent);
  if (parts === null) return parent;
  const [, traceId, spanId, flags] = parts;
  const spanContext = { traceId: traceId!, spanId: spanId!, traceFlags: Number.parseInt(flags!, 16), isRemote: true };
  return isSpanContextValid(spanContext) ? trace.setSpanContext(parent, spanContext) : parent;
}
