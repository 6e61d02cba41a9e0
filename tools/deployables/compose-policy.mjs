import { holdsSecret, looseImage } from './image-reference.mjs';

export const SERVICES = [
  'ingest',
  'detection',
  'validation-chain',
  'risk',
  'signal',
  'execution',
  'backtest',
  'notification',
  'experiment',
  'strategy',
  'gateway',
];
const MAY_PUBLISH = new Set(['gateway', 'grafana']);

/** What is wrong with a compose file, in words. Reads the file as written, before variables are filled in. */
export function composeProblems(compose, example) {
  const problems = [];
  for (const name of SERVICES) {
    const command = compose.services?.[name]?.command?.join(' ');
    if (command !== `apps/${name}/dist/main.js`)
      problems.push(`service ${name} is not started as apps/${name}/dist/main.js`);
  }
  for (const [name, service] of Object.entries(compose.services ?? {})) {
    problems.push(...serviceProblems(name, service).map((problem) => `${name}: ${problem}`));
  }
  const demanded = new Set([...JSON.stringify(compose).matchAll(/\$\{([A-Z_]+):\?/g)].map((match) => match[1]));
  const offered = new Set([...example.matchAll(/^([A-Z_]+)=/gm)].map((match) => match[1]));
  for (const name of demanded)
    if (!offered.has(name)) problems.push(`${name} is demanded but not in compose.env.example`);
  for (const name of offered)
    if (!demanded.has(name)) problems.push(`${name} is in compose.env.example but nothing reads it`);
  if (/^[A-Z_]+=.+$/m.test(example)) problems.push('compose.env.example holds a value; secrets have no default');
  return problems;
}

/** Services the gateway is not told of, so that it could not say how they are. */
export function unknownToGateway(urls) {
  const told = new Set(
    String(urls ?? '')
      .split(',')
      .map((pair) => pair.trim()),
  );
  return SERVICES.filter((name) => name !== 'gateway' && !told.has(`${name}=http://${name}:3100`)).map(
    (name) => `SERVICE_URLS does not name ${name}`,
  );
}

function serviceProblems(name, service) {
  const problems = [];
  const loose = looseImage(service.image ?? '');
  if (loose !== null) problems.push(loose);
  if (service.mem_limit === undefined) problems.push('no memory limit');
  if (service.privileged === true) problems.push('privileged');
  if (!(service.security_opt ?? []).includes('no-new-privileges:true')) problems.push('may gain new privileges');
  for (const [key, value] of Object.entries(service.environment ?? {})) {
    if (holdsSecret(key, value) && !/^\S*\$\{[A-Z_]+:\?[^}]+\}\S*$/.test(String(value))) {
      problems.push(`${key} holds a secret and does not demand it from the environment`);
    }
  }
  for (const port of service.ports ?? []) {
    if (!MAY_PUBLISH.has(name)) problems.push(`publishes ${port}`);
    else if (!String(port).startsWith('127.0.0.1:')) problems.push(`publishes ${port} beyond the loopback address`);
  }
  if (SERVICES.includes(name) || name === 'migrate') {
    if (service.read_only !== true) problems.push('root file system is writable');
    if (!(service.cap_drop ?? []).includes('ALL')) problems.push('keeps capabilities');
  }
  if (SERVICES.includes(name)) {
    for (const store of ['postgres', 'nats']) {
      if (service.depends_on?.[store]?.condition !== 'service_healthy') problems.push(`does not wait for ${store}`);
    }
    if (service.depends_on?.migrate?.condition !== 'service_completed_successfully')
      problems.push('does not wait for migrate');
    const port = name === 'gateway' ? '3000' : '3100';
    if (String(service.environment?.HTTP_PORT) !== port) problems.push(`HTTP_PORT is not ${port}`);
  }
  if (name === 'gateway' && service.environment?.TAPE_API_TOKEN === undefined) {
    problems.push('listens on all addresses without TAPE_API_TOKEN');
  }
  if (name === 'gateway') problems.push(...unknownToGateway(service.environment?.SERVICE_URLS));
  return problems;
}
