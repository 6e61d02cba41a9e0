import { type FoundProgram, type Report, SILENT, type WantedProgram } from './program.js';
import { programInDocker } from './program-in-docker.js';
import { programOnPath } from './program-on-path.js';
import { alreadyUnpacked, unpackFromDebian } from './unpacked-program.js';

/** No way to have the program. The message names every way tried, and what to install. */
export class ProgramMissing extends Error {
  override readonly name = 'ProgramMissing';
}

/**
 * Finds a server program: on PATH, unpacked by an earlier start, in Docker when an engine answers, or unpacked now from
 * Debian packages. Throws ProgramMissing when there is none.
 */
export async function findProgram(wanted: WantedProgram, report: Report = SILENT): Promise<FoundProgram> {
  const onPath = await programOnPath(wanted);
  if (!('reason' in onPath)) return onPath;
  const unpacked = await alreadyUnpacked(wanted);
  if (unpacked !== undefined) return unpacked;
  const inDocker = await programInDocker(wanted, report);
  if (!('reason' in inDocker)) return inDocker;
  const fromDebian = await unpackFromDebian(wanted, report);
  if (!('reason' in fromDebian)) return fromDebian;
  throw new ProgramMissing(
    [
      `${wanted.label} ${wanted.minimum.join('.')} or newer could not be had:`,
      `  PATH: ${onPath.reason}`,
      `  Docker: ${inDocker.reason}`,
      `  Debian packages: ${fromDebian.reason}`,
      wanted.installHint,
    ].join('\n'),
  );
}
