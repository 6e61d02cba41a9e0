import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import { type TestServers, testServers } from '@tape/testing';
import { tape } from './running-tape.js';

const EVENT = {
  type: 'tape.v1.signal.generated',
  time: '2024-01-02T00:00:00.000Z',
  data: { symbol: 'AAPL', timeframe: '1d', pattern: 'SPRING', direction: 'LONG' },
};

describe('tape tail', () => {
  let servers: TestServers;
  let nats: NatsConnection;
  let publishing: NodeJS.Timeout;
  beforeAll(async () => {
    servers = await testServers();
    nats = await connect({ servers: servers.natsUrl.replace('nats://', '') });
    publishing = setInterval(() => {
      nats.publish('tape.v1.signal.generated.1d.AAPL.3', JSON.stringify(EVENT));
      nats.publish('tape.v1.feed.gap.AAPL', '{}');
    }, 50);
  }, 120_000);
  afterAll(async () => {
    clearInterval(publishing);
    await nats?.close();
    await servers?.stop();
  });

  it('prints the events of a subject as they are, one a line', async () => {
    const args = ['tail', '--subject', 'tape.v1.signal.>', '--count', '2', '--format', 'ndjson'];
    const run = await tape(args, { NATS_URL: servers.natsUrl });
    expect(run).toMatchObject({ code: 0, stderr: expect.stringMatching(/^listening to tape\.v1\.signal\.> on /) });
    expect(
      run.stdout
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as unknown),
    ).toEqual([EVENT, EVENT]);
  }, 30_000);

  it('prints a line for people', async () => {
    const run = await tape(['tail', '--nats', servers.natsUrl, '--subject', 'tape.v1.signal.>', '--count', '1'], {
      NO_COLOR: '1',
    });
    expect(run.stdout).toBe('2024-01-02T00:00:00.000Z  signal.generated  AAPL 1d  pattern SPRING  direction LONG\n');
  }, 30_000);
});
