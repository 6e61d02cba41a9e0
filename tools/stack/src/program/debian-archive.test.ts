import { describe, expect, it } from '@jest/globals';
import { debianMirror, downloadPercent, libraryNames } from './debian-archive.js';

describe('debianMirror', () => {
  it.each([
    ['a plain mirror', "'http://mirror.example/debian/dists/bookworm/InRelease' x 0", 'http://mirror.example/debian'],
    [
      'the archive, not the security archive',
      "'http://m.example/debian-security/dists/bookworm-security/InRelease' x 0\n'http://m.example/debian/dists/bookworm/InRelease' y 0",
      'http://m.example/debian',
    ],
    [
      'a mirror below a path',
      "'https://proxy.example/apt/debian/dists/sid/InRelease' x 0",
      'https://proxy.example/apt/debian',
    ],
  ])('is found in %s', (_case, printed, mirror) => {
    expect(debianMirror(printed)).toBe(mirror);
  });

  it('is absent where the machine uses another distribution', () => {
    expect(debianMirror("'http://archive.example/ubuntu/dists/noble/InRelease' x 0")).toBeUndefined();
  });
});

describe('libraryNames', () => {
  it('takes direct library dependencies once and leaves the C library to the machine', () => {
    const listed = [
      'redis-tools',
      '  Depends: adduser',
      '  PreDepends: libzstd1',
      ' |Depends: libsystemd0',
      '  Depends: libelogind0',
      '  Depends: libc6',
      '  Depends: libssl3',
      '  Depends: libssl3',
      '  Suggests: libnever1',
    ].join('\n');
    expect(libraryNames(listed)).toEqual(['libzstd1', 'libsystemd0', 'libelogind0', 'libssl3']);
  });
});

describe('downloadPercent', () => {
  it('reads the last complete progress line', () => {
    expect(downloadPercent('dlstatus:1:12.5:Retrieving\ndlstatus:2:99.1:Retrieving\n')).toBe(99.1);
  });
  it('is unknown in other lines', () => {
    expect(downloadPercent('pmstatus:nats:10:Unpacking\n')).toBeUndefined();
  });
});
