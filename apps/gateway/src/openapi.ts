import { readFile, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { Module } from '@nestjs/common';
import { SELF_DECLARED_DEPS_METADATA } from '@nestjs/common/constants.js';
import { NestFactory } from '@nestjs/core';
import { createDocument } from './document.js';
import { ROUTES } from './routes.js';

const TARGET = resolve(import.meta.dirname, '../../../docs/openapi.json');

/** What routes ask for; none of it is used to describe them. */
const BEHIND_ROUTES = new Set(
  ROUTES.flatMap((route) => (Reflect.getMetadata(SELF_DECLARED_DEPS_METADATA, route) ?? []) as { param: symbol }[]).map(
    ({ param }) => param,
  ),
);

/** The routes without anything behind them, so that neither servers nor settings are needed to describe them. */
@Module({
  controllers: ROUTES,
  providers: [...BEHIND_ROUTES].map((provide) => ({ provide, useValue: {} })),
})
class RoutesOnly {}

/** `--write` writes docs/openapi.json, `--check` says whether it is what the routes say. */
async function main(mode: string | undefined): Promise<number> {
  const app = await NestFactory.create(RoutesOnly, { logger: ['error'], abortOnError: false });
  const text = `${JSON.stringify(createDocument(app), null, 2)}\n`;
  await app.close();
  if (mode === '--write') {
    await writeFile(TARGET, text);
    return 0;
  }
  if (mode !== '--check') {
    process.stderr.write('usage: openapi.js --check | --write\n');
    return 2;
  }
  const current = await readFile(TARGET, 'utf8').catch(() => '');
  if (current === text) return 0;
  process.stderr.write(
    'docs/openapi.json is not what the routes say; run: node apps/gateway/dist/openapi.js --write\n',
  );
  return 1;
}

process.exitCode = await main(process.argv[2]);
