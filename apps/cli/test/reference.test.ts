import { afterEach, describe, expect, it } from '@jest/globals';
import { MAX_REFERENCE_ROWS } from '@tape/contracts';
import { file, type Request, ScriptedGateway, tape } from './running-tape.js';

let gateway: ScriptedGateway | undefined;
afterEach(async () => {
  await gateway?.stop();
});

interface Sent {
  readonly rows: readonly Record<string, string>[];
}
const sentBy = ({ body }: Request): Sent => body as unknown as Sent;
/** The answer of a gateway whose ingest took everything. */
const allStored = (request: Request) => ({
  status: 200,
  body: { stored: sentBy(request).rows.length, changed: 0, unchanged: 0, removed: 0, refusals: [], not_covered: [] },
});

describe('tape calendar import', () => {
  const path = file(
    'earnings.csv',
    'ticker,date,session,eps\nAAPL,2024-02-01,AMC,2.1\n\nMSFT,2024-01-30T21:05:00Z,,3\n',
  );

  it('sends the rows with their source and the time they are complete for', async () => {
    gateway = await ScriptedGateway.start(allStored);
    const period = ['--from', '2024-01-01', '--to', '2024-03-31', '--complete', 'TSLA', 'NVDA'];
    const run = await tape(['calendar', 'import', path, '--kind', 'earnings', ...period, '--url', gateway.url]);
    expect(run).toEqual({
      code: 0,
      stdout: `${path}: 2 stored, 0 changed, 0 unchanged, 0 removed, 0 refused\n`,
      stderr: `${path}: columns not read: eps\n`,
    });
    expect(gateway.requests).toMatchObject([{ method: 'POST', path: '/api/v1/calendars/earnings' }]);
    expect(gateway.requests[0]?.body).toEqual({
      source: 'CSV',
      rows: [
        { symbol: 'AAPL', at: '2024-02-01', session: 'AMC' },
        { symbol: 'MSFT', at: '2024-01-30T21:05:00Z' },
      ],
      known_from: '2024-01-01T00:00:00.000Z',
      known_to: '2024-03-31T23:59:59.999Z',
      subjects: ['TSLA', 'NVDA'],
    });
  });

  it('names refused rows by the line of the file, and says whom the calendar is not complete for', async () => {
    const refusals = [{ line: 2, field: 'at', rule: 'bad-time', message: `at: 'x' is no time [bad-time]` }];
    gateway = await ScriptedGateway.start(() => ({
      status: 200,
      body: { stored: 1, refusals, not_covered: ['MSFT'] },
    }));
    const period = ['--from', '2024-01-01', '--to', '2024-03-31'];
    const run = await tape(['calendar', 'import', path, '--kind', 'earnings', ...period, '--url', gateway.url]);
    expect(run).toMatchObject({ code: 0, stdout: expect.stringContaining('1 stored') });
    expect(run.stderr).toContain(`${path} line 4: refused: at: 'x' is no time [bad-time]`);
    expect(run.stderr).toContain('complete for not MSFT');
  });

  it.each([
    ['half a time', ['--kind', 'earnings', '--from', '2024-01-01'], /--from and --to go together/],
    ['names without a time', ['--kind', 'earnings', '--complete', 'TSLA'], /give all three/],
    ['a time that is none', ['--kind', 'earnings', '--from', 'today', '--to', '2024-01-01'], /write it like/],
    ['no kind', [], /--kind/],
    ['a kind that is none', ['--kind', 'dividends'], /earnings, economic/],
  ])('refuses %s as wrong usage', async (_what, options, message) => {
    const run = await tape(['calendar', 'import', path, ...options, '--url', 'http://127.0.0.1:1']);
    expect(run).toMatchObject({ code: 2, stderr: expect.stringMatching(message) });
  });

  it.each([
    ['is not there', 'none.csv', /no such file/],
    ['lacks a column', file('short.csv', 'symbol\nAAPL\n'), /lacks the column at/],
    ['is empty', file('empty.csv', 'symbol,at\n'), /there is no row/],
  ])('refuses a file that %s as bad data', async (_what, name, message) => {
    const run = await tape(['calendar', 'import', name, '--kind', 'earnings', '--url', 'http://127.0.0.1:1']);
    expect(run).toMatchObject({ code: 3, stderr: expect.stringMatching(message) });
  });
});

describe('tape rates import and tape instruments import', () => {
  it('send a long file in requests that the gateway takes', async () => {
    gateway = await ScriptedGateway.start(allStored);
    const rows = Array.from({ length: MAX_REFERENCE_ROWS + 2 }, (_, i) => `EUR/USD,${1_600_000_000_000 + i},1.1`);
    const path = file('rates.csv', ['pair,at,rate', ...rows].join('\n'));
    const run = await tape(['rates', 'import', path, '--source', 'bank', '--url', gateway.url]);
    expect(run).toMatchObject({ code: 0, stdout: expect.stringContaining(`${MAX_REFERENCE_ROWS + 2} stored`) });
    expect(gateway.requests.map((request) => [request.path, sentBy(request).rows.length])).toEqual([
      ['/api/v1/rates', MAX_REFERENCE_ROWS],
      ['/api/v1/rates', 2],
    ]);
  });

  it('end as bad data when no row was taken', async () => {
    const refusals = [{ line: 1, field: 'sector', rule: 'bad-sector', message: 'sector: … [bad-sector]' }];
    gateway = await ScriptedGateway.start(() => ({ status: 422, body: { title: 'x', refusals } }));
    const path = file('sectors.csv', 'symbol,sector\nAAPL,Steel\n');
    const run = await tape(['instruments', 'import', path, '--url', gateway.url]);
    expect(run).toMatchObject({ code: 3, stderr: expect.stringContaining('line 2: refused: sector') });
  });
});

const day = (n: number) => `2024-01-${String(n).padStart(2, '0')},100,101,99,100,1000`;

describe('tape backtest', () => {
  const header = 'timestamp,open,high,low,close,volume';
  const bars = file('ACME_1d.csv', [header, day(2), day(3), day(4)].join('\n'));

  it('takes calendar and rates from files, and names bad rows', async () => {
    const earnings = file('dates.csv', 'symbol,at\nACME,2024-01-05T21:30:00Z\nACME,soon\n');
    const rates = file('usd.csv', 'pair,at,rate\nGBP/USD,2024-01-02,1.27\n');
    const run = await tape(['backtest', '--csv', bars, '--earnings', earnings, '--rates', rates]);
    expect(run).toMatchObject({ code: 0, stderr: expect.stringMatching(/dates\.csv line 3: refused: at: 'soon'/) });
    expect(JSON.parse(run.stdout)).toMatchObject({ metrics: { bars_processed: 3 } });
  });

  it('does not run on a calendar nobody can read', async () => {
    const news = file('news.csv', 'kind,at\nPMI,2024-01-05T21:30:00Z\n');
    const run = await tape(['backtest', '--csv', bars, '--economic', news]);
    expect(run).toMatchObject({ code: 3, stderr: expect.stringMatching(/there is no good row/) });
  });
});
