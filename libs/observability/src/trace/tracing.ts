/** Ends tracing: sends what is still held. */
export type StopTracing = () => Promise<void>;

/**
 * Starts OpenTelemetry when `endpoint` (OTEL_EXPORTER_OTLP_ENDPOINT) is given, and loads it only then. Spans go out by
 * OTLP over HTTP; metrics and logs have their own ways (/metrics, stdout), so their exporters stay off.
 */
export async function startTracing(service: string, endpoint: string | undefined): Promise<StopTracing> {
  if (endpoint === undefined) return async () => {};
  process.env.OTEL_METRICS_EXPORTER ??= 'none';
  process.env.OTEL_LOGS_EXPORTER ??= 'none';
  process.env.OTEL_EXPORTER_OTLP_ENDPOINT = endpoint;
  const { NodeSDK } = await import('@opentelemetry/sdk-node');
  const sdk = new NodeSDK({ serviceName: service, instrumentations: [] });
  sdk.start();
  return async () => await sdk.shutdown();
}
