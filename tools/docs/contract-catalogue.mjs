import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { EVENT_STORY } from './event-story.mjs';
import { DEAD_LETTER_EXAMPLE } from './operations-story.mjs';

/** Who publishes what, by the first word of the event's name. `*`: each service speaks for itself. */
const PUBLISHERS = {
  bar: 'ingest',
  backtest: 'backtest',
  feed: 'ingest',
  analysis: 'detection',
  pattern: 'detection',
  detector: 'detection',
  symbol: 'detection',
  regime: 'strategy',
  strategy: 'strategy',
  validation: 'validation-chain',
  signal: 'signal',
  risk: 'risk',
  guard: 'risk',
  order: 'execution',
  position: 'execution',
  execution: 'execution',
  service: '*',
};

const PLACEHOLDER_FIELDS = ['symbol', 'timeframe', 'pattern', 'detector', 'service'];

/** Everything the documents say about the contracts, read from the built library and its docstrings. */
export function readCatalogue(root, contracts) {
  const docs = docstrings(join(root, 'libs/contracts/src'));
  const entries = Object.entries(contracts);
  const events = entries
    .filter(([, value]) => isEvent(value))
    .map(([constant, definition]) => describeEvent(constant, definition, docs, contracts))
    .toSorted((a, b) => a.name.localeCompare(b.name));
  const untold = Object.keys(EVENT_STORY).filter((name) => !events.some((event) => event.name === name));
  if (untold.length > 0)
    throw new Error(`tools/docs/event-story.mjs tells of events that do not exist: ${untold.join()}`);
  const rpcs = entries
    .filter(([, value]) => isRpc(value))
    .map(([constant, definition]) => ({ constant, definition, description: docOf(docs, constant) }))
    .toSorted((a, b) => a.definition.subject.localeCompare(b.definition.subject));
  contracts.deadLetter.parse(DEAD_LETTER_EXAMPLE);
  return {
    events,
    rpcs,
    streams: contracts.STREAMS,
    deadLetter: { schema: contracts.deadLetter, description: docOf(docs, 'deadLetter'), example: DEAD_LETTER_EXAMPLE },
    defaultPartitions: contracts.DEFAULT_PARTITIONS,
  };
}

function isEvent(value) {
  return typeof value === 'object' && value !== null && 'messageId' in value && 'payload' in value;
}
function isRpc(value) {
  return typeof value === 'object' && value !== null && 'request' in value && 'response' in value;
}

function describeEvent(constant, definition, docs, contracts) {
  const story = EVENT_STORY[definition.name];
  if (story === undefined) throw new Error(`${definition.name} has no example: add one to tools/docs/event-story.mjs`);
  const checked = definition.payload.safeParse(story.payload);
  if (!checked.success)
    throw new Error(`the example of ${definition.name} breaks its contract: ${checked.error.message}`);
  const publisher = PUBLISHERS[definition.name.split('.')[0]];
  if (publisher === undefined) throw new Error(`${definition.name}: tools/docs does not know who publishes it`);
  const timeMs =
    story.payload.closeTimeMs ?? story.payload.createdAtMs ?? story.payload.atMs ?? businessTime(story.payload);
  const sent = contracts.outgoing(
    definition,
    story.payload,
    { source: publisher === '*' ? 'detection' : publisher, timeMs, correlationId: 'bar:DEMO:1d:1714521600000' },
    contracts.DEFAULT_PARTITIONS,
  );
  contracts.parseEvent(definition, JSON.stringify(sent.envelope));
  return {
    constant,
    name: definition.name,
    definition,
    description: docOf(docs, constant),
    publisher,
    invariants: story.invariants,
    payload: story.payload,
    envelope: sent.envelope,
    subject: sent.subject,
    address: addressOf(definition, story.payload, contracts),
  };
}

function businessTime(payload) {
  const inner = payload.pattern?.closeTimeMs ?? payload.rejectedAtMs ?? payload.knownAtMs ?? payload.openTimeMs;
  return inner ?? payload.throughOpenTimeMs ?? payload.barTimeMs;
}

/** The subject with its variable tokens named, found by publishing an example whose fields are placeholders. */
function addressOf(definition, payload, contracts) {
  const marked = mark(payload);
  const lane = String(contracts.partitionOf('__symbol__', contracts.DEFAULT_PARTITIONS));
  return definition
    .subject(marked, contracts.DEFAULT_PARTITIONS)
    .split('.')
    .map((token, index, all) => {
      const name = /^__(\w+)__$/.exec(token)?.[1];
      if (name !== undefined) return `{${name}}`;
      return index === all.length - 1 && token === lane ? '{partition}' : token;
    })
    .join('.');
}

function mark(value) {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      PLACEHOLDER_FIELDS.includes(key) && typeof inner === 'string' ? `__${key}__` : mark(inner),
    ]),
  );
}

function docstrings(folder) {
  const found = new Map();
  for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (!file.endsWith('.ts') || file.endsWith('.test.ts')) continue;
    const text = readFileSync(join(folder, file), 'utf8');
    for (const match of text.matchAll(/\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\nexport const (\w+)\b/g)) {
      found.set(match[2], { text: unwrap(match[1]), file: file.replaceAll('\\', '/') });
    }
    for (const match of text.matchAll(/^export const (\w+)\b/gm)) {
      if (!found.has(match[1])) found.set(match[1], { text: '', file: file.replaceAll('\\', '/') });
    }
  }
  return found;
}

function unwrap(comment) {
  return comment
    .split('\n')
    .map((line) => line.replace(/^\s*\* ?/, '').trim())
    .filter((line) => line !== '')
    .join(' ');
}

function docOf(docs, constant) {
  const doc = docs.get(constant);
  if (doc === undefined || doc.text === '') throw new Error(`libs/contracts: ${constant} needs a docstring`);
  return doc;
}
