// A supervisor to be killed: starts the fixture services on the data directory of its first argument.
import { join } from 'node:path';
import { startStack } from '../dist/index.js';

const entry = join(import.meta.dirname, 'fixture-service.mjs');
await startStack({
  dataDir: process.argv[2],
  catalogue: [{ name: 'gateway', entry, preferredPort: 31_910, stopWave: 0 }],
  migration: false,
  redis: false,
});
console.log('ready');
setInterval(() => undefined, 60_000);
