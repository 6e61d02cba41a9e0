import { describe, expect, it } from '@jest/globals';
import { findProgram, ProgramMissing } from '../src/program/find-program.js';

describe('findProgram', () => {
  it('names every way it tried and what to install', async () => {
    const search = findProgram({
      label: 'tapestry-server',
      executables: ['tapestry-server-of-no-machine'],
      minimum: [2, 10],
      dockerImage: 'tapestry-server-of-no-machine:none',
      debian: [],
      installHint: 'Install it, or set TAPESTRY_URL.',
    });
    await expect(search).rejects.toThrow(ProgramMissing);
    await expect(search).rejects.toThrow(
      /^tapestry-server 2\.10 or newer could not be had:\n {2}PATH: no tapestry.*\n {2}Docker: .*\n {2}Debian packages: .*\nInstall it, or set TAPESTRY_URL\.$/,
    );
  });
});
