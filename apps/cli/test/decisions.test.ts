import { afterEach, describe, expect, it } from '@jest/globals';
import { ScriptedGateway, tape } from './running-tape.js';

let gateway: ScriptedGateway | undefined;
afterEach(async () => {
  await gateway?.stop();
});

const SIGNAL = { id: 'sig_1', symbol: 'AAPL', timeframe: '1d', pattern: 'SPRING', direction: 'LONG', status: 'FILLED' };

describe('tape signals and rejections', () => {
  it('show one, asked for by its id, with token', async () => {
    gateway = await ScriptedGateway.start(() => ({ status: 200, body: SIGNAL }));
    const run = await tape(['signals', 'show', 'sig_1', '--url', gateway.url, '--token', 'a-token-of-some-length']);
    expect(run).toMatchObject({
      code: 0,
      stderr: '',
      stdout: expect.stringMatching(/^AAPL 1d: SPRING long, FILLED\n/),
    });
    expect(gateway.requests).toMatchObject([
      { path: '/api/v1/signals/sig_1', authorization: 'Bearer a-token-of-some-length' },
    ]);
  });

  it('show one as JSON', async () => {
    gateway = await ScriptedGateway.start(() => ({ status: 200, body: SIGNAL }));
    const run = await tape(['rejections', 'show', 'a b', '--format', 'json', '--url', gateway.url]);
    expect(JSON.parse(run.stdout)).toEqual(SIGNAL);
    expect(gateway.requests[0]?.path).toBe('/api/v1/rejections/a%20b');
  });

  it('say that there is none', async () => {
    const body = { title: 'Not found', detail: "There is no rejection with id 'rej_x'." };
    gateway = await ScriptedGateway.start(() => ({ status: 404, body }));
    const run = await tape(['rejections', 'show', 'rej_x', '--url', gateway.url]);
    expect(run).toMatchObject({ code: 1, stdout: '', stderr: expect.stringMatching(/There is no rejection/) });
  });

  it('list with filters', async () => {
    gateway = await ScriptedGateway.start(() => ({ status: 200, body: { items: [] } }));
    const filters = [
      '--reason',
      'r-below-minimum',
      '--near-miss',
      '--from',
      '2024-01-01T00:00:00Z',
      '--symbol',
      'AAPL',
    ];
    const run = await tape(['rejections', ...filters, '--url', gateway.url]);
    expect(run).toEqual({ code: 0, stderr: '', stdout: 'no rejections\n' });
    const query = new URLSearchParams(gateway.requests[0]?.path.split('?')[1]);
    expect(Object.fromEntries(query)).toEqual({
      symbol: 'AAPL',
      reason: 'r-below-minimum',
      near_miss: 'true',
      from: '2024-01-01T00:00:00Z',
      limit: '20',
    });
  });

  it('say what each rule cost', async () => {
    const items = [{ stage: 'RISK', reason: 'heat-cap', count: 40, ended: 36, win_rate_pct: 40, expectancy_r: '0.58' }];
    gateway = await ScriptedGateway.start(() => ({ status: 200, body: { items } }));
    const run = await tape(['rejections', 'shadows', '--symbol', 'AAPL', '--url', gateway.url]);
    expect(run.stdout).toMatch(/RISK +heat-cap +40 +36 +40 +0\.58\n$/);
    expect(gateway.requests[0]?.path).toBe('/api/v1/rejections/shadow-summary?symbol=AAPL');
  });

  it('refuse a show without an id as wrong usage', async () => {
    expect(await tape(['signals', 'show'])).toMatchObject({ code: 2, stdout: '' });
  });
});
