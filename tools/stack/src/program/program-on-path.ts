import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { FoundProgram, WantedProgram } from './program.js';
import { isAtLeast, programVersion } from './program-version.js';

/** Debian puts servers where an ordinary user's PATH does not look. */
const SYSTEM_DIRECTORIES = ['/usr/local/sbin', '/usr/sbin', '/sbin'];

/** The program on PATH, when it is recent enough; otherwise why not. */
export async function programOnPath(
  wanted: WantedProgram,
  searchPath: string = process.env['PATH'] ?? '',
): Promise<FoundProgram | { readonly reason: string }> {
  const directories = [...new Set([...searchPath.split(delimiter).filter(Boolean), ...SYSTEM_DIRECTORIES])];
  let reason = `no ${wanted.executables.join(' or ')} on PATH`;
  for (const executable of wanted.executables) {
    for (const file of directories.map((directory) => join(directory, executable))) {
      if (!isExecutable(file)) continue;
      const answer = await programVersion(file);
      if ('reason' in answer) {
        reason = `${file} ${answer.reason}`;
      } else if (isAtLeast(answer.version, wanted.minimum)) {
        return {
          origin: 'path',
          description: `${file} ${answer.version.join('.')}`,
          listenHost: '127.0.0.1',
          commandLine: ({ args }) => ({ command: file, args }),
        };
      } else {
        reason = `${file} is ${answer.version.join('.')}, needed is ${wanted.minimum.join('.')} or newer`;
      }
    }
  }
  return { reason };
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
