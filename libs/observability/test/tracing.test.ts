import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createLogger, currentTraceparent, startTracing, withSpan } from '@tape/observability';

const INCOMING = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
let collector: Server;
const received: { path: string; body: string }[] = [];

beforeAll(async () => {
  collector = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      received.push({ path: request.url ?? '', body: Buffer.concat(parts).toString('latin1') });
      response.end();
    });
  });
  await new Promise<void>((resolve) => {
    collector.listen(0, '127.0.0.1', resolve);
  });
});

afterAll(() => {
  collector.close();
});

describe('startTracing', () => {
  it('sends spans to the collector, in the trace that came in, with its ids in the log and on what is sent', async () => {
    const { port } = collector.address() as AddressInfo;
    const stop = await startTracing('detection', `http://127.0.0.1:${port}`);
    const lines: string[] = [];
    const logger = createLogger({ service: 'detection', destination: { write: (line) => void lines.push(line) } });

    const sent = await withSpan('analyze_symbol', { traceparent: INCOMING, kind: 'consumer' }, async () => {
      logger.info('inside');
      return await withSpan('detect_patterns', { attributes: { symbol: 'AAPL' } }, () => currentTraceparent());
    });
    const failing = withSpan('fetch_bars', {}, () => Promise.reject(new Error('postgres://tape:s3cret@db is gone')));
    await expect(failing).rejects.toThrow('is gone');
    await stop();

    expect(sent).toMatch(/^00-0af7651916cd43dd8448eb211c80319c-[0-9a-f]{16}-01$/);
    expect(sent).not.toBe(INCOMING);
    expect(JSON.parse(lines[0] ?? '{}')).toMatchObject({ traceId: '0af7651916cd43dd8448eb211c80319c' });
    const body = received
      .filter(({ path }) => path === '/v1/traces')
      .map((post) => post.body)
      .join('');
    for (const text of ['analyze_symbol', 'detect_patterns', 'fetch_bars', 'AAPL', 'detection'])
      expect(body).toContain(text);
    expect(body).not.toContain('s3cret');
  });
});
