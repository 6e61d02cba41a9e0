import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Secrets {
  readonly postgresPassword: string;
}

/** The secrets of a data directory, made on the first start and readable by its owner alone. */
export function readOrCreateSecrets(dataDirectory: string): Secrets {
  const file = join(dataDirectory, 'secrets.json');
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as Secrets;
  mkdirSync(dataDirectory, { recursive: true });
  const secrets: Secrets = { postgresPassword: randomSecret() };
  writeFileSync(file, `${JSON.stringify(secrets, undefined, 2)}\n`, { mode: 0o600 });
  chmodSync(file, 0o600);
  return secrets;
}

/** 192 random bits in letters that need no escaping in a URL. */
export function randomSecret(): string {
  return randomBytes(24).toString('base64url');
}
