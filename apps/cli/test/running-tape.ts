import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { SIMULATED_TIMEFRAME, simulateMarket } from '@tape/market';

const SHIM = resolve(import.meta.dirname, '../bin/tape.js');
const DIRECTORY = mkdtempSync(join(tmpdir(), 'tape-cli-'));
const HEADER = 'timestamp,open,high,low,close,volume';

export interface TapeRun {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the built command in a process of its own, in a directory without a stack. */
export function tape(args: readonly string[], environment: Record<string, string> = {}): Promise<TapeRun> {
  return new Promise((resolve, reject) => {
    const { PATH = '' } = process.env;
    const child = spawn(process.execPath, [SHIM, ...args], { cwd: DIRECTORY, env: { PATH, ...environment } });
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (data: Buffer) => (stdout += data.toString()));
    child.stderr.on('data', (data: Buffer) => (stderr += data.toString()));
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, stdout, stderr }));
  });
}

/** Writes a file into the directory of the test. */
export function file(name: string, content: string): string {
  const path = join(DIRECTORY, name);
  writeFileSync(path, content);
  return path;
}

/** A directory in the directory of the test. */
export function directory(name: string): string {
  const path = join(DIRECTORY, name);
  mkdirSync(path, { recursive: true });
  return path;
}

/** A file of simulated bars, which hold campaigns. */
export function simulatedFile(name: string, bars: number, symbol = 'ALPHA-SIM'): string {
  const rows = simulateMarket(7, symbol)
    .take(bars)
    .map((bar) =>
      [new Date(bar.openTimeMs).toISOString(), bar.open, bar.high, bar.low, bar.close, bar.volume].join(','),
    );
  return file(`${name}_${SIMULATED_TIMEFRAME}.csv`, [HEADER, ...rows].join('\n'));
}

/** One row a day of a coin, from 2024-01-01. */
export function dayFile(name: string, rows: readonly string[], header = HEADER): string {
  return file(name, [header, ...rows].join('\n'));
}

export function dayRow(day: number, values = '10,12,9,11,100'): string {
  return `2024-01-${String(day).padStart(2, '0')},${values}`;
}

export interface Request {
  readonly method: string;
  readonly path: string;
  readonly authorization: string | undefined;
  readonly body: { readonly source: string; readonly bars: readonly Record<string, unknown>[] };
}

/** An HTTP server that answers what the test says, in the place of a gateway that is away, slow or refuses. */
export class ScriptedGateway {
  readonly requests: Request[] = [];
  readonly #server: Server;

  private constructor(server: Server) {
    this.#server = server;
  }

  static async start(
    answer: (request: Request, number: number) => { status: number; body: unknown },
  ): Promise<ScriptedGateway> {
    const server = createServer((incoming, response) => {
      let text = '';
      incoming.on('data', (data: Buffer) => (text += data.toString()));
      incoming.on('end', () => {
        const request: Request = {
          method: incoming.method ?? '',
          path: incoming.url ?? '',
          authorization: incoming.headers.authorization,
          body: text === '' ? { source: '', bars: [] } : (JSON.parse(text) as Request['body']),
        };
        gateway.requests.push(request);
        const { status, body } = answer(request, gateway.requests.length);
        response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
      });
    });
    const gateway = new ScriptedGateway(server);
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    return gateway;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    await new Promise<void>((closed) => {
      this.#server.close(() => closed());
      this.#server.closeAllConnections();
    });
  }
}

/** The answer of a gateway whose ingest took everything. */
export function allAccepted({ body }: Request): { status: number; body: unknown } {
  return { status: 200, body: { accepted: body.bars.length, duplicate: 0, refused: 0, gaps: 0, outcomes: [] } };
}
