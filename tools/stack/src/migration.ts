import { existsSync } from 'node:fs';
import { runToEnd } from './run-to-end.js';

/** The database could not be brought to the present schema. */
export class MigrationFailure extends Error {
  override readonly name = 'MigrationFailure';
}

/** Runs the migrations of libs/persistence in a process of their own. Throws MigrationFailure with its output. */
export async function migrate(program: string, databaseUrl: string): Promise<void> {
  if (!existsSync(program)) throw new MigrationFailure(`${program} is not built: run npm run build first`);
  const { code, stdout, stderr } = await runToEnd(process.execPath, ['--enable-source-maps', program], {
    env: { ...process.env, DATABASE_URL: databaseUrl },
  });
  if (code !== 0) throw new MigrationFailure(`The migrations ended with code ${code}:\n${(stderr || stdout).trim()}`);
}
