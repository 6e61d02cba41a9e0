import { describe, expect, it } from '@jest/globals';
import { breaches, importedBy } from './check-boundaries.mjs';

function project(root, name, type, dependencies = []) {
  return {
    root,
    name,
    tags: ['npm:private', `type:${type}`],
    dependencies,
    devDependencies: [],
    files: [],
  };
}

/** A lawful little repository; `change` seeds the violation. */
function repository(change = () => undefined) {
  const projects = {
    market: project('libs/market', '@tape/market', 'domain', ['decimal.js']),
    wyckoff: project('libs/wyckoff', '@tape/wyckoff', 'domain', ['@tape/market']),
    contracts: project('libs/contracts', '@tape/contracts', 'contracts', ['zod']),
    messaging: project('libs/messaging', '@tape/messaging', 'infrastructure', ['@tape/contracts']),
    testing: project('libs/testing', '@tape/testing', 'testing', ['@tape/stack']),
    stack: project('tools/stack', '@tape/stack', 'tool', ['pg']),
    ingest: project('apps/ingest', '@tape/ingest', 'app', ['@tape/contracts', '@tape/messaging', '@tape/market']),
    gateway: project('apps/gateway', '@tape/gateway', 'app', ['@tape/contracts']),
  };
  const write = (path, text) => {
    const owner = Object.values(projects).find(({ root }) => path.startsWith(`${root}/`));
    owner.files.push({ path, text });
  };
  write('libs/market/src/bar.ts', "import { Decimal } from 'decimal.js';\n");
  write('libs/market/src/bar.test.ts', "import { readFileSync } from 'node:fs';\nimport fc from 'fast-check';\n");
  write('libs/market/src/testing/bars.ts', "import { bar } from '../bar.js';\n");
  write('libs/wyckoff/src/range.ts', "import type { Bar } from '@tape/market';\n");
  write('libs/contracts/src/event.ts', "import { z } from 'zod';\n");
  write('apps/ingest/src/sink.ts', "import { Bar } from '@tape/market';\nimport { join } from 'node:path';\n");
  write('apps/ingest/test/sink.test.ts', "import { testServers } from '@tape/testing';\n");
  write('libs/testing/src/servers.ts', "import { startServers } from '@tape/stack';\n");
  change(projects, write);
  return Object.values(projects);
}

const found = (change) => breaches(repository(change), ['fast-check', '@jest/globals']);

describe('the dependency law', () => {
  it('accepts a lawful repository', () => {
    expect(found()).toEqual([]);
  });

  it.each([
    [
      'a domain package that declares infrastructure',
      ({ wyckoff }) => wyckoff.dependencies.push('@tape/messaging'),
      'libs/wyckoff/package.json: type:domain may not depend on @tape/messaging (type:infrastructure)',
    ],
    [
      'a domain package that imports infrastructure undeclared',
      (_, write) => write('libs/wyckoff/src/phase.ts', "import { publish } from '@tape/messaging';\n"),
      'libs/wyckoff/src/phase.ts: imports @tape/messaging: type:domain may not depend on @tape/messaging (type:infrastructure)',
    ],
    [
      'an app that depends on an app',
      ({ ingest }) => ingest.dependencies.push('@tape/gateway'),
      'apps/ingest/package.json: type:app may not depend on @tape/gateway (type:app)',
    ],
    [
      'an app that re-exports an app',
      (_, write) => write('apps/ingest/src/all.ts', "export {\n  route,\n} from '@tape/gateway';\n"),
      'apps/ingest/src/all.ts: imports @tape/gateway: type:app may not depend on @tape/gateway (type:app)',
    ],
    [
      'an undeclared package of ours',
      (_, write) => write('apps/gateway/src/bars.ts', "import { Bar } from '@tape/market';\n"),
      'apps/gateway/src/bars.ts: imports @tape/market: not declared in apps/gateway/package.json',
    ],
    [
      'an undeclared package from outside',
      (_, write) => write('apps/gateway/src/pool.ts', "import { Pool } from 'pg';\n"),
      'apps/gateway/src/pool.ts: imports pg: not declared in apps/gateway/package.json',
    ],
    [
      'a tool of tests in production',
      (_, write) => write('apps/gateway/src/chance.ts', "import fc from 'fast-check';\n"),
      'apps/gateway/src/chance.ts: imports fast-check: not declared in apps/gateway/package.json',
    ],
    [
      'the testing package in production',
      (_, write) => write('apps/gateway/src/start.ts', "import { testServers } from '@tape/testing';\n"),
      'apps/gateway/src/start.ts: imports @tape/testing: only tests may use it',
    ],
    [
      'test doubles of the own package in production',
      (_, write) => write('libs/market/src/feed.ts', "import { bars } from './testing/bars.js';\n"),
      'libs/market/src/feed.ts: imports ./testing/bars.js: only tests may use it',
    ],
    ...['node:fs', '@nestjs/common', 'pg', '@nats-io/jetstream', 'zod', 'rxjs/operators'].map((specifier) => [
      `${specifier} in a domain package, declared or not`,
      ({ market }, write) => {
        market.dependencies.push('@nestjs/common', 'pg', '@nats-io/jetstream', 'zod', 'rxjs');
        write('libs/market/src/impure.ts', `import * as all from '${specifier}';\n`);
      },
      specifier === 'node:fs'
        ? 'libs/market/src/impure.ts: imports node:fs: a domain package has no input, output or platform'
        : `libs/market/src/impure.ts: imports ${specifier}: a domain package may import only decimal.js, trading-signals from outside`,
    ]),
    [
      'a platform module behind import()',
      (_, write) => write('libs/market/src/late.ts', "const fs = await import('node:fs');\n"),
      'libs/market/src/late.ts: imports node:fs: a domain package has no input, output or platform',
    ],
    [
      'a path into another package',
      (_, write) => write('libs/wyckoff/src/near.ts', "import { Bar } from '../../market/src/bar.js';\n"),
      'libs/wyckoff/src/near.ts: imports ../../market/src/bar.js: a path into another package; import the package by its name',
    ],
    [
      'a file behind the index of another package',
      (_, write) => write('libs/wyckoff/src/deep.ts', "import { Bar } from '@tape/market/dist/bar.js';\n"),
      'libs/wyckoff/src/deep.ts: imports @tape/market/dist/bar.js: only the index of another package is open',
    ],
    [
      'the own index',
      (_, write) => write('libs/market/src/gap/gap.ts', "import { Bar } from '../index.js';\n"),
      'libs/market/src/gap/gap.ts: imports ../index.js: inside a package import the file, not the index',
    ],
  ])('catches %s', (_case, change, breach) => {
    expect(found(change)).toEqual([breach]);
  });

  it.each([
    ['without a type', []],
    ['of two types', ['type:app', 'type:domain']],
    ['of an unknown type', ['type:plugin']],
  ])('catches a package %s', (_case, tags) => {
    const seeded = found(({ gateway }) => {
      gateway.tags = tags;
    });
    expect(seeded).toEqual([expect.stringMatching(/^apps\/gateway\/package\.json: exactly one tag of type:domain, /)]);
  });
});

describe('importedBy', () => {
  it('reads every form of import and no words in comments or texts', () => {
    const text = [
      "import a, { b } from 'one';",
      "import type {\n  C,\n} from 'two';",
      "import 'three';",
      "export * from 'four';",
      "const lazy = await import('five');",
      "// import from 'six' is not done",
      'const words = "read from \'seven\'";',
    ].join('\n');
    expect(importedBy(text)).toEqual(['one', 'two', 'three', 'four', 'five']);
  });
});
