import { existsSync } from 'node:fs';
import { runToEnd } from './run-to-end.js';

/** Who can log in to a system that nobody has logged in to before. */
export interface FirstAdmin {
  readonly username: string;
  readonly password: string;
}

/** The first user could not be made. */
export class FirstAdminFailure extends Error {
  override readonly name = 'FirstAdminFailure';
}

/** Makes the first user in a process of its own, which writes the password nowhere else. @returns undefined when there are users. */
export async function makeFirstAdmin(program: string, databaseUrl: string): Promise<FirstAdmin | undefined> {
  if (!existsSync(program)) throw new FirstAdminFailure(`${program} is not built: run npm run build first`);
  const { code, stdout, stderr } = await runToEnd(process.execPath, ['--enable-source-maps', program, 'first-admin'], {
    env: { ...process.env, DATABASE_URL: databaseUrl },
  });
  if (code !== 0) throw new FirstAdminFailure(`The first user was not made (code ${code}):\n${stderr.trim()}`);
  return stdout.trim() === '' ? undefined : (JSON.parse(stdout) as FirstAdmin);
}
