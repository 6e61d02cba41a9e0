import { StringDecoder } from 'node:string_decoder';
import type { Type } from '@nestjs/common';
import { importReference, MAX_REFERENCE_ROWS } from '@tape/contracts';
import {
  EARNINGS_COLUMNS,
  NEWS_COLUMNS,
  parseIsoTime,
  parsePeriodEnd,
  RATE_COLUMNS,
  readCsvTable,
  SECTOR_COLUMNS,
  type CsvTableColumn,
} from '@tape/market';
import type { Request } from 'express';
import type { z } from 'zod';
import type { AuditLog } from '../database/audit-log.js';
import { MAX_JSON_BYTES } from '../http/body-limits.js';
import { checked } from '../http/checked.js';
import { Problem } from '../http/problem.js';
import type { ServiceCalls } from '../http/rpc.js';
import { objectToWire } from '../wire/to-wire.js';
import { CalendarImportBody, CalendarImportQuery, RowsBody, SourceQuery } from './reference.dto.js';

type Kind = z.infer<typeof importReference.request>['kind'];

interface ImportKind {
  readonly columns: readonly CsvTableColumn[];
  readonly query: Type<SourceQuery>;
  readonly body: Type<CalendarImportBody | RowsBody>;
  /** Action and subject in the audit log. */
  readonly action: string;
  readonly subject: string;
}

/** What each kind of import takes. Total: a new kind must say. */
const KINDS: Readonly<Record<Kind, ImportKind>> = {
  EARNINGS: {
    columns: EARNINGS_COLUMNS,
    query: CalendarImportQuery,
    body: CalendarImportBody,
    action: 'calendar.import',
    subject: 'earnings',
  },
  ECONOMIC: {
    columns: NEWS_COLUMNS,
    query: CalendarImportQuery,
    body: CalendarImportBody,
    action: 'calendar.import',
    subject: 'economic',
  },
  RATES: { columns: RATE_COLUMNS, query: SourceQuery, body: RowsBody, action: 'rates.import', subject: 'rates' },
  INSTRUMENTS: {
    columns: SECTOR_COLUMNS,
    query: SourceQuery,
    body: RowsBody,
    action: 'instruments.import',
    subject: 'instruments',
  },
};

/** A request as it came in: rows in a JSON body, or a CSV with the rest in the address. */
export interface IncomingImport {
  readonly request: Request;
  readonly parameters: Record<string, unknown>;
  readonly actor: string;
}

/** What goes to ingest is one message, and NATS takes a megabyte. Unit: bytes. */
const MAX_MESSAGE_BYTES = 900_000;

interface SentRows {
  readonly said: SourceQuery & Partial<CalendarImportQuery>;
  readonly rows: readonly Record<string, unknown>[];
  /** Line of each row in the file, or its place in the list, from 1. */
  readonly lines: readonly number[];
}

/** Takes rows of one kind to ingest and says what became of each that was refused. @throws Problem 422 when none was taken. */
export async function importRows(
  services: ServiceCalls,
  audit: AuditLog,
  kind: Kind,
  { request, parameters, actor }: IncomingImport,
): Promise<object> {
  const { said, rows, lines } = await sentRows(KINDS[kind], request, parameters);
  if (rows.length > MAX_REFERENCE_ROWS) {
    const text = `A request may have up to ${MAX_REFERENCE_ROWS} rows, this one has ${rows.length}; split it by symbol or currency.`;
    throw new Problem(413, 'too-many-rows', text, { limit_rows: MAX_REFERENCE_ROWS });
  }
  if (Buffer.byteLength(JSON.stringify(rows)) > MAX_MESSAGE_BYTES) {
    const text = `The rows are larger than ${MAX_MESSAGE_BYTES} bytes; split them by symbol or currency.`;
    throw new Problem(413, 'body-too-large', text, { limit_bytes: MAX_MESSAGE_BYTES });
  }
  const { outcomes, ...answer } = await services.ask(importReference, {
    kind,
    source: said.source ?? 'REST',
    knownFromMs: timeOf('known_from', said.known_from, parseIsoTime),
    knownToMs: timeOf('known_to', said.known_to, parsePeriodEnd),
    subjects: said.subjects ?? [],
    rows: [...rows],
  });
  const refusals = outcomes.map(({ index, ...why }) => ({ line: lines[index] ?? index + 1, ...why }));
  const result = { rows: rows.length, ...objectToWire(answer), refusals };
  const { stored, changed, removed, coverage } = answer;
  if (stored + changed + removed + coverage.length > 0) {
    const { action, subject } = KINDS[kind];
    await audit.record({ actor, action, subject, after: { source: said.source ?? 'REST', stored, changed, removed } });
  }
  if (rows.length > 0 && refusals.length === rows.length) {
    const [first] = refusals;
    throw new Problem(422, 'rows-refused', `No row was taken; line ${first?.line}: ${first?.message}`, result);
  }
  return result;
}

async function sentRows(kind: ImportKind, request: Request, parameters: Record<string, unknown>): Promise<SentRows> {
  if (request.is('text/csv') === false) {
    const pipe = checked(kind.body);
    const body = (await pipe.transform(request.body ?? {}, { type: 'body' })) as CalendarImportBody | RowsBody;
    const rows = body.rows.map((row) => onlyColumns(row, kind.columns));
    return { said: body, rows, lines: rows.map((_, index) => index + 1) };
  }
  const said = (await checked(kind.query).transform(parameters, { type: 'query' })) as SourceQuery;
  const table = readCsvTable(await textOf(request), kind.columns);
  if (!table.ok) throw new Problem(422, 'unreadable-file', table.message, { rule: table.rule });
  return { said, rows: table.rows.map((row) => ({ ...row.values })), lines: table.rows.map((row) => row.line) };
}

function onlyColumns(
  row: Readonly<Record<string, unknown>>,
  columns: readonly CsvTableColumn[],
): Record<string, unknown> {
  return Object.fromEntries(columns.flatMap(({ name }) => (Object.hasOwn(row, name) ? [[name, row[name]]] : [])));
}

async function textOf(request: Request): Promise<string> {
  const decoder = new StringDecoder('utf8');
  let text = '';
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > MAX_JSON_BYTES) {
      const detail = `The body may have up to ${MAX_JSON_BYTES / 1024 / 1024} MiB; split the file.`;
      throw new Problem(413, 'body-too-large', detail, { limit_bytes: MAX_JSON_BYTES });
    }
    text += decoder.write(chunk);
  }
  return text + decoder.end();
}

function timeOf(field: string, text: string | undefined, read: (text: string) => number | null): number | null {
  if (text === undefined) return null;
  const timeMs = read(text);
  if (timeMs !== null) return timeMs;
  const message = `${field} must be a time like 2024-01-31 or 2024-01-31T14:30:00Z`;
  throw new Problem(400, 'invalid-request', message, { errors: [{ field, message }] });
}
