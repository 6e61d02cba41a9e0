import { jetstream, jetstreamManager } from '@nats-io/jetstream';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type RunningServers, type Server, startServers } from '../src/index.js';

const MESSAGES = 500;

describe('a NATS server killed with SIGKILL', () => {
  let servers: RunningServers;
  let nats: Server;
  beforeAll(async () => {
    servers = await startServers({ ephemeral: true, postgres: false, redis: false });
    if (servers.nats === undefined) throw new Error('NATS did not start');
    nats = servers.nats;
  }, 120_000);
  afterAll(() => servers.stop());

  it('comes back on its address with every message it had acknowledged', async () => {
    await withConnection(nats.url, async (connection) => {
      const manager = await jetstreamManager(connection);
      await manager.streams.add({ name: 'TAPE', subjects: ['tape.>'] });
      const stream = jetstream(connection);
      await Promise.all(Array.from({ length: MESSAGES }, (_, index) => stream.publish(`tape.${index}`)));
      // The connection is still open: the server gets no chance to end anything in order.
      await nats.kill();
    });
    await nats.start();
    await withConnection(nats.url, async (connection) => {
      const { state } = await (await jetstreamManager(connection)).streams.info('TAPE');
      expect(state.messages).toBe(MESSAGES);
    });
  });
});

async function withConnection(url: string, work: (connection: NatsConnection) => Promise<void>): Promise<void> {
  const connection = await connect({ servers: url, reconnect: false });
  try {
    await work(connection);
  } finally {
    await connection.close();
  }
}
