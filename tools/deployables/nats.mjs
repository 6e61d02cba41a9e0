import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { jetstreamManager, jetstream } from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';
import { run } from './findings.mjs';

const SECRETS = { NATS_SERVICES_PASSWORD: 'services-checked', NATS_SUBSCRIBER_PASSWORD: 'subscriber-checked' };
const OLDEST = [2, 11];

/** Starts a real server with deploy/nats/nats.conf and tries what each user may do, and what it may not. */
export async function checkNats(root, findings) {
  const server = findServer(root);
  if (server === null) {
    findings.skips(
      'nats.conf on a real server',
      `no nats-server ≥ ${OLDEST.join('.')} on PATH, in NATS_SERVER or in the stack's cache`,
    );
    return;
  }
  const file = join(root, 'deploy/nats/nats.conf');
  const env = { PATH: process.env.PATH, NATS_SERVER_NAME: 'checked', ...SECRETS };
  const whole = run(server, ['-t', '-c', file], { env });
  findings.judge('nats-server accepts nats.conf', whole.ok ? [] : [whole.output]);
  const tolerated = Object.keys(SECRETS).filter(
    (name) => run(server, ['-t', '-c', file], { env: { ...env, [name]: undefined } }).ok,
  );
  findings.judge(
    'nats-server refuses nats.conf without a password',
    tolerated.map((name) => `starts without ${name}`),
  );
  if (whole.ok) findings.judge('services work, subscribers listen and no more', await tryAccounts(server, file, env));
}

async function tryAccounts(server, file, env) {
  const folder = mkdtempSync(join(tmpdir(), 'tape-nats-'));
  const port = await freePort();
  const text = readFileSync(file, 'utf8')
    .replace('port: 4222', `listen: "127.0.0.1:${port}"`)
    .replace('http: 8222', '')
    .replace('"/data"', JSON.stringify(folder));
  const config = join(folder, 'nats.conf');
  writeFileSync(config, text);
  const child = spawn(server, ['-c', config], { env, stdio: 'ignore' });
  try {
    return await accountProblems(port);
  } catch (error) {
    return [error.message];
  } finally {
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await ended;
    rmSync(folder, { recursive: true });
  }
}

async function accountProblems(port) {
  const problems = [];
  const open = (user, pass) => connectWithin(port, { user, pass });
  const services = await open('services', SECRETS.NATS_SERVICES_PASSWORD);
  const outside = await open('subscriber', SECRETS.NATS_SUBSCRIBER_PASSWORD);
  const denied = [];
  watch(outside, denied);

  const manager = await jetstreamManager(services);
  await manager.streams.add({ name: 'SIGNALS', subjects: ['tape.v1.signal.generated.>'] });
  const heard = [];
  outside.subscribe('tape.v1.signal.generated.>', { callback: (_, message) => heard.push(message.string()) });
  const refused = listenTo(outside, ['tape.v1.bar.>', 'tape.v1.order.>', 'dlq.>', '$JS.>']);
  const stolen = [];
  services.subscribe('tape.v1.signal.generated.>', { callback: (_, message) => stolen.push(message.string()) });
  await Promise.all([services.flush(), outside.flush()]);

  const ack = await jetstream(services).publish('tape.v1.signal.generated.1d.DEMO', 'real');
  if (ack.seq !== 1) problems.push('the services cannot publish into a stream');
  outside.publish('tape.v1.signal.generated.1d.DEMO', 'forged');
  await Promise.all([services.flush(), outside.flush()]);
  await sleep(150);
  if (heard.join() !== 'real') problems.push(`a subscriber heard [${heard.join()}] instead of the signal`);
  if (stolen.join() !== 'real') problems.push(`a subscriber could publish: the services heard [${stolen.join()}]`);
  if (!denied.some((text) => text.includes('Publish')))
    problems.push('a subscriber was not told that it may not publish');
  for (const { subject, denied: wasDenied } of refused) {
    if (!wasDenied()) problems.push(`a subscriber may listen to ${subject}`);
  }
  const js = await jetstreamManager(outside, { timeout: 500, checkAPI: true }).then(
    () => true,
    () => false,
  );
  if (js) problems.push('a subscriber reaches JetStream');
  for (const [user, pass] of [
    ['services', 'wrong'],
    ['subscriber', ''],
    ['nobody', SECRETS.NATS_SERVICES_PASSWORD],
  ]) {
    const intruder = await connect({
      servers: `127.0.0.1:${port}`,
      user,
      pass,
      reconnect: false,
      timeout: 2_000,
    }).catch(() => null);
    if (intruder !== null) {
      problems.push(`${user} got in with a wrong password`);
      await intruder.close();
    }
  }
  await Promise.all([services.close(), outside.close()]);
  return problems;
}

function listenTo(connection, subjects) {
  return subjects.map((subject) => {
    let denied = false;
    connection.subscribe(subject, { callback: (error) => (denied ||= error !== null) });
    return { subject, denied: () => denied };
  });
}

function watch(connection, denied) {
  void (async () => {
    for await (const status of connection.status()) {
      if (status.type === 'error') denied.push(String(status.error?.message ?? status.error));
    }
  })();
}

async function connectWithin(port, credentials) {
  const deadline = Date.now() + 5_000;
  for (;;) {
    try {
      return await connect({ servers: `127.0.0.1:${port}`, ...credentials, reconnect: false, timeout: 1_000 });
    } catch (error) {
      if (Date.now() > deadline)
        throw new Error(`${credentials.user} cannot connect: ${error.message}`, { cause: error });
      await sleep(50);
    }
  }
}

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

/** NATS_SERVER, then PATH, then what `npm start` unpacked for itself. */
function findServer(root) {
  const caches = [process.env.TAPE_CACHE_DIR, join(homedir(), '.cache/tapereader'), join(root, '.stack')];
  const unpacked = caches.flatMap((folder) =>
    folder !== undefined && existsSync(folder)
      ? readdirSync(folder, { recursive: true, encoding: 'utf8' })
          .filter((path) => /(^|\/)s?bin\/nats-server$/.test(path))
          .map((path) => join(folder, path))
      : [],
  );
  const candidates = [process.env.NATS_SERVER, 'nats-server', ...unpacked].filter((path) => path !== undefined);
  return candidates.find((path) => recent(run(path, ['--version']).stdout)) ?? null;
}

function recent(text) {
  const version = /v(\d+)\.(\d+)/.exec(text);
  if (version === null) return false;
  const [major, minor] = [Number(version[1]), Number(version[2])];
  return major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1]);
}
