import { afterEach, describe, expect, it } from '@jest/globals';
import { allAccepted, dayFile, dayRow, ScriptedGateway, simulatedFile, tape } from './running-tape.js';

let gateway: ScriptedGateway | undefined;
afterEach(async () => {
  await gateway?.stop();
});

describe('tape import and replay', () => {
  it('sends every bar once, in order, in chunks, with token and source', async () => {
    gateway = await ScriptedGateway.start(allAccepted);
    const path = simulatedFile('FJORD-SIM', 2_300, 'FJORD-SIM');
    const run = await tape(['import', '--csv', path, '--url', gateway.url, '--token', 'a-token-of-some-length']);
    expect(run).toEqual({
      code: 0,
      stdout: 'FJORD-SIM 15m: 2300 accepted, 0 duplicate, 0 refused, 0 gaps\n',
      stderr: '',
    });
    expect(gateway.requests.map(({ body }) => body.bars.length)).toEqual([1_000, 1_000, 300]);
    expect(gateway.requests[0]).toMatchObject({
      method: 'POST',
      path: '/api/v1/bars',
      authorization: 'Bearer a-token-of-some-length',
      body: { source: 'CSV' },
    });
    const times = gateway.requests.flatMap(({ body }) => body.bars.map((bar) => Number(bar['timestamp'])));
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    expect(gateway.requests[0]?.body.bars[0]).toMatchObject({ symbol: 'FJORD-SIM', timeframe: '15m' });
  });

  it('sends a chunk again, the same, until the gateway has its ingest back', async () => {
    gateway = await ScriptedGateway.start((request, number) =>
      number === 2 || number === 3
        ? { status: 503, body: { title: 'Service unavailable', detail: 'ingest does not answer' } }
        : allAccepted(request),
    );
    const path = simulatedFile('DELTA-SIM', 1_500, 'DELTA-SIM');
    const run = await tape(['replay', '--csv', path, '--url', gateway.url]);
    expect(run).toMatchObject({ code: 0, stdout: expect.stringMatching(/1500 accepted/) });
    expect(run.stderr).toMatch(/ingest does not answer \(503\); trying again in 0\.3 s/);
    const [, second, third, fourth] = gateway.requests.map(({ body }) => JSON.stringify(body));
    expect(third).toBe(second);
    expect(fourth).toBe(second);
    expect(gateway.requests).toHaveLength(4);
    expect(gateway.requests[0]?.body.source).toBe('REPLAY');
  });

  it('makes longer bars first, and leaves out the one that is still open', async () => {
    gateway = await ScriptedGateway.start(allAccepted);
    const path = simulatedFile('COPPER-SIM', 10, 'ALPHA-SIM');
    const run = await tape([
      'import',
      '--csv',
      path,
      '--symbol',
      'ALPHA-SIM',
      '--resample',
      '1h',
      '--url',
      gateway.url,
    ]);
    expect(run).toMatchObject({
      code: 0,
      stdout: 'ALPHA-SIM 1h: 2 accepted, 0 duplicate, 0 refused, 0 gaps\n',
      stderr: expect.stringMatching(/the last bar of 1h, 2024-01-01T02:00:00.*Z, is not complete and was left out/),
    });
    expect(gateway.requests[0]?.body.bars.map((bar) => [bar['timeframe'], bar['timestamp']])).toEqual([
      ['1h', Date.parse('2024-01-01T00:00Z')],
      ['1h', Date.parse('2024-01-01T01:00Z')],
    ]);
  });

  it('warns of a stock that does not look adjusted for splits, and adjusts it when told', async () => {
    gateway = await ScriptedGateway.start(allAccepted);
    const rows = Array.from({ length: 20 }, (_, i) =>
      dayRow(i + 1, i < 10 ? '100,101,99,100,1000' : '25,25.5,24.5,25,4000'),
    );
    const path = dayFile('ACME_1d.csv', rows);
    const plain = await tape(['import', '--csv', path, '--url', gateway.url]);
    expect(plain.code).toBe(0);
    expect(plain.stderr).toMatch(/ACME does not look adjusted for splits/);
    expect(plain.stderr).toMatch(/2024-01-11 4:1 \(close to open 4\.00:1, volume 4\.0 times\)/);
    expect(plain.stderr).toMatch(/if they are splits, add --splits 2024-01-11=4/);

    const told = await tape(['import', '--csv', path, '--splits', '2024-01-11=4', '--url', gateway.url]);
    expect(told).toMatchObject({ code: 0, stderr: '' });
    expect(gateway.requests.at(-1)?.body.bars[0]).toMatchObject({ high: '25.25', close: '25', volume: '4000' });
  });

  it.each([
    ['a ratio that is none', ['--splits', '2024-01-11=x'], /--splits: '2024-01-11=x' must be a day and a ratio/],
    ['shorter bars', ['--resample', '1h'], /--resample: '1h' is not longer than 1d; use one of 1w/],
  ])('refuses %s', async (_name, options, reason) => {
    const path = dayFile('ACME_1d.csv', [dayRow(1)]);
    const run = await tape(['import', '--csv', path, '--url', 'http://127.0.0.1:1', ...options]);
    expect(run).toMatchObject({ code: 2, stdout: '', stderr: expect.stringMatching(reason) });
  });

  it('gives up aloud after the time given, and says that another run is harmless', async () => {
    const path = dayFile('BTCUSDT_1d.csv', [dayRow(1)]);
    const run = await tape(['import', '--csv', path, '--url', 'http://127.0.0.1:1', '--give-up-after', '1']);
    expect(run).toMatchObject({
      code: 1,
      stdout: '',
      stderr: expect.stringMatching(/gave up after 1 s: .*Run the command again/),
    });
  });

  it('reports what ingest refused by the line of the file, beside its own refusals', async () => {
    gateway = await ScriptedGateway.start(({ body }) => ({
      status: 200,
      body: {
        accepted: body.bars.length - 1,
        duplicate: 0,
        refused: 1,
        gaps: 1,
        outcomes: [
          { index: 1, outcome: 'refused', field: 'close', rule: 'conflicting-duplicate', message: 'another close' },
        ],
      },
    }));
    const path = dayFile('ETHUSDT_1d.csv', [dayRow(1), dayRow(2, '1,1'), dayRow(3), dayRow(4)]);
    const run = await tape(['import', '--csv', path, '--url', gateway.url]);
    expect(run.stdout).toBe('ETHUSDT 1d: 2 accepted, 0 duplicate, 2 refused, 1 gaps\n');
    expect(run.stderr).toMatch(/line 3, low: .*\[missing\]/);
    expect(run.stderr).toMatch(/line 4: refused by ingest: another close/);
  });

  it('takes a request whose every bar is refused for an answer, not for a failure to repeat', async () => {
    const outcomes = [{ index: 0, outcome: 'refused', field: 'timestamp', rule: 'out-of-order', message: 'too late' }];
    gateway = await ScriptedGateway.start(() => ({
      status: 422,
      body: { title: 'x', refused: 1, accepted: 0, duplicate: 0, gaps: 0, outcomes },
    }));
    const run = await tape(['import', '--csv', dayFile('ADAUSDT_1d.csv', [dayRow(1)]), '--url', gateway.url]);
    expect(run).toMatchObject({ code: 3, stderr: expect.stringMatching(/too late[^]*no bar was taken/) });
    expect(gateway.requests).toHaveLength(1);
  });

  it('ends at once when the gateway refuses the request itself', async () => {
    gateway = await ScriptedGateway.start(() => ({
      status: 401,
      body: { title: 'Unauthorized', detail: 'a token is needed' },
    }));
    const run = await tape(['import', '--csv', dayFile('SOLUSDT_1d.csv', [dayRow(1)]), '--url', gateway.url]);
    expect(run).toMatchObject({ code: 1, stderr: expect.stringMatching(/Unauthorized: a token is needed \(401\)/) });
  });
});

describe('tape signals', () => {
  it('asks for what was asked and prints one JSON object a line', async () => {
    gateway = await ScriptedGateway.start(() => ({
      status: 200,
      body: { items: [{ id: 'a' }, { id: 'b' }], next_cursor: null },
    }));
    const run = await tape(['signals', '--symbol', 'AAPL', '--limit', '2', '--format', 'ndjson'], {
      TAPE_URL: gateway.url,
    });
    expect(run).toEqual({ code: 0, stdout: '{"id":"a"}\n{"id":"b"}\n', stderr: '' });
    expect(gateway.requests[0]?.path).toBe('/api/v1/signals?symbol=AAPL&limit=2');
  });
});
