import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Secrets {
  readonly postgresPassword: string;
  /** What programs of this machine's user show to the gateway; `tape` reads it here. */
  readonly apiToken: string;
  /** Signs the access tokens of the gateway, so that they outlive its process. */
  readonly signingKey: string;
}

/** The secrets of a data directory, made on the first start and readable by its owner alone. */
export function readOrCreateSecrets(dataDirectory: string): Secrets {
  const file = join(dataDirectory, 'secrets.json');
  const known = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Partial<Secrets>) : {};
  const secrets: Secrets = { ...newSecrets(), ...known };
  if (Object.keys(secrets).some((name) => !(name in known))) {
    mkdirSync(dataDirectory, { recursive: true });
    writeFileSync(file, `${JSON.stringify(secrets, undefined, 2)}\n`, { mode: 0o600 });
    chmodSync(file, 0o600);
  }
  return secrets;
}

export function newSecrets(): Secrets {
  return {
    postgresPassword: randomSecret(),
    apiToken: randomSecret(),
    signingKey: randomBytes(48).toString('base64url'),
  };
}

/** 192 random bits in letters that need no escaping in a URL. */
export function randomSecret(): string {
  return randomBytes(24).toString('base64url');
}
