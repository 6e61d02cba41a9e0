import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { programOnPath } from './program-on-path.js';
import type { WantedProgram } from './program.js';

const WANTED: WantedProgram = {
  label: 'tapestry',
  executables: ['tapestry-server', 'tapestry'],
  minimum: [2, 10],
  dockerImage: 'tapestry',
  debian: [],
  installHint: '',
};

describe('programOnPath', () => {
  let directory: string;
  const pathWith = (name: string, output: string, code = 0): string => {
    const folder = mkdtempSync(join(directory, 'bin-'));
    writeFileSync(join(folder, name), `#!/bin/sh\necho '${output}'\nexit ${code}\n`);
    chmodSync(join(folder, name), 0o755);
    return folder;
  };
  beforeAll(() => {
    directory = mkdtempSync(join(tmpdir(), 'tape-path-'));
  });
  afterAll(() => rmSync(directory, { recursive: true }));

  it.each([
    ['the least version', 'tapestry v2.10.0'],
    ['a newer minor version', 'tapestry v2.15.1'],
    ['a newer major version', 'Tapestry server v=3.0.4 sha=00000000'],
  ])('takes %s', async (_case, output) => {
    const folder = pathWith('tapestry', output);
    const found = await programOnPath(WANTED, folder);
    expect(found).toMatchObject({ origin: 'path', listenHost: '127.0.0.1' });
    const run = { instance: 'x', port: 1, directory: '/', args: ['--quiet'] };
    expect('commandLine' in found && found.commandLine(run)).toEqual({
      command: join(folder, 'tapestry'),
      args: ['--quiet'],
    });
  });

  it('looks further when the first on PATH is too old', async () => {
    const old = pathWith('tapestry', 'tapestry v2.9.25');
    const recent = pathWith('tapestry', 'tapestry v2.10.1');
    const found = await programOnPath(WANTED, `${old}:${recent}`);
    expect(found).toHaveProperty('description', `${join(recent, 'tapestry')} 2.10`);
  });

  it.each([
    ['is not there', 'other', '', 0, /^no tapestry-server or tapestry on PATH$/],
    ['is too old', 'tapestry', 'tapestry v2.9.25', 0, /tapestry is 2\.9, needed is 2\.10 or newer$/],
    ['does not run', 'tapestry', 'libhemp.so.1 is missing', 127, /does not run: libhemp\.so\.1 is missing$/],
  ])('says why when it %s', async (_case, name, output, code, reason) => {
    const found = await programOnPath(WANTED, pathWith(name, output, code));
    expect(found).toHaveProperty('reason', expect.stringMatching(reason));
  });
});
