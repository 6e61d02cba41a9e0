import { startStack } from '@tape/stack';
import { Client } from 'pg';
import { feedLoad } from './feed-load.js';
import { storeRows } from './gateway-rows.js';
import { restLoad } from './rest-load.js';

/** How long the longest load runs: memory that grows shows by then. */
const SECONDS = Number(process.env['BENCH_SECONDS'] ?? 60);

/**
 * The gateway alone under load, clients in a process of their own: reads over a full database, then events for a thousand WebSocket
 * clients, once for those who watch some symbols and once for those who watch everything, which is half a million messages a second.
 */
export async function* gatewayBench(): AsyncGenerator<Record<string, number | string>> {
  await using stack = await startStack({
    ephemeral: true,
    services: ['gateway'],
    env: { LOG_LEVEL: 'warn', RATE_LIMIT_PER_MINUTE: '1000000', WS_MAX_CLIENTS: '1100' },
  });
  const client = new Client(stack.urls.database);
  await client.connect();
  try {
    await storeRows(client);
  } finally {
    await client.end();
  }
  yield* await restLoad(stack.gatewayUrl!, stack.apiToken);
  yield await feedLoad(stack, { symbolsEach: 10, seconds: SECONDS });
  yield await feedLoad(stack, { symbolsEach: 0, seconds: SECONDS });
}
