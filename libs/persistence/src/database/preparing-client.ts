import type { Socket } from 'node:net';
import { Client, type ClientConfig, type QueryConfig, type QueryResult } from 'pg';

/** A text that comes this often is worth keeping its plan. */
const REPEATS = 3;
/** Texts remembered at most: ours are a few dozen a service, but an ORM may put one together anew each time. */
const MOST_TEXTS = 500;
/** What such a text answers changes with its table, and a prepared statement may not. */
const ALL_COLUMNS = /\b(select|returning)\s+\*/i;

interface KnownText {
  readonly name: string;
  seen: number;
}

/** Over all connections of the process, so that a text has one name. */
const texts = new Map<string, KnownText>();

/** As TypeORM opens a transaction. */
const BEGIN = 'START TRANSACTION';
const BEGUN: Pick<QueryResult, 'command' | 'rows' | 'rowCount'> = { command: 'START', rows: [], rowCount: null };

/** What pg has and its types do not tell of. */
interface Wire {
  readonly connection: { readonly stream: Socket };
}

/**
 * A connection that prepares the statements it repeats. Ours are short and many: reading and planning them took Postgres
 * longer than running them. After the change of a table the server plans anew by itself.
 *
 * Statements that are asked for in one turn go out in one packet and are answered in their order (pipelining), and the
 * beginning of a transaction goes with its first statement: a way there and back costs more than most of them.
 */
export class PreparingClient extends Client {
  #isBeginDue = false;
  #isCorked = false;

  constructor(config?: string | ClientConfig) {
    const given = typeof config === 'string' ? { connectionString: config } : config;
    super({ ...given, pipeline: true });
  }

  // pg knows a dozen ways to call this; the one with text and parameters is the one that can be prepared.
  override query(...call: never[]): never {
    const [text, values, ...rest] = call as unknown[];
    const query = super.query.bind(this) as (...args: unknown[]) => Promise<QueryResult>;
    if (text === BEGIN && values === undefined && rest.length === 0) {
      this.#isBeginDue = true;
      return Promise.resolve(BEGUN) as never;
    }
    this.#cork();
    if (this.#isBeginDue) {
      this.#isBeginDue = false;
      // What follows must not run outside of the transaction that could not be begun.
      query(BEGIN).catch((error: Error) => this.#stream.destroy(error));
    }
    if (typeof text !== 'string' || !Array.isArray(values) || values.length === 0) return query(...call) as never;
    const name = nameOf(text);
    if (name === undefined) return query(...call) as never;
    const config: QueryConfig = { name, text, values };
    return query(config, ...rest) as never;
  }

  get #stream(): Socket {
    return (this as unknown as Wire).connection.stream;
  }

  /** Holds what is written until everything that asks in this turn has asked. */
  #cork(): void {
    if (this.#isCorked) return;
    this.#isCorked = true;
    const stream = this.#stream;
    stream.cork();
    process.nextTick(() => {
      this.#isCorked = false;
      stream.uncork();
    });
  }
}

/** Undefined for a text that has not shown yet that it comes again. */
function nameOf(text: string): string | undefined {
  let known = texts.get(text);
  if (known === undefined) {
    if (texts.size >= MOST_TEXTS || ALL_COLUMNS.test(text)) return undefined;
    known = { name: `tape_${texts.size}`, seen: 0 };
    texts.set(text, known);
  }
  known.seen += 1;
  return known.seen < REPEATS ? undefined : known.name;
}
