import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openDataSource } from '@tape/persistence';
import { type TestServers, testServers } from '@tape/testing';
import type { DataSource } from 'typeorm';

let servers: TestServers;
let database: DataSource;

beforeAll(async () => {
  servers = await testServers();
  database = await openDataSource({ url: servers.databaseUrl, applicationName: 'prepared-test', poolSize: 1 });
}, 120_000);

afterAll(async () => {
  await database?.destroy();
  await servers?.stop();
});

const prepared = async (text: string): Promise<number> => {
  const [row] = await database.query<{ n: number }[]>(
    `select count(*) as n from pg_prepared_statements where statement = '${text}'`,
  );
  return row!.n;
};

describe('statements over the pool', () => {
  it('are prepared once they repeat, and answer the same', async () => {
    const text = 'select $1::int + 1 as next';
    const answers = [];
    for (let i = 0; i < 6; i += 1) answers.push(await database.query(text, [i]));
    expect(answers).toEqual([0, 1, 2, 3, 4, 5].map((i) => [{ next: i + 1 }]));
    expect(await prepared(text)).toBe(1);
  });

  it('are not prepared when they come but once', async () => {
    const text = 'select $1::int + 2 as next';
    await database.query(text, [1]);
    expect(await prepared(text)).toBe(0);
  });

  it('are not prepared when what they answer depends on the columns of a table', async () => {
    await database.query('create table wide (id int)');
    const text = 'select * from wide where id > $1';
    for (let i = 0; i < 6; i += 1) expect(await database.query(text, [0])).toEqual([]);
    await database.query('insert into wide values (1)');
    await database.query('alter table wide add column more int');
    expect(await database.query(text, [0])).toEqual([{ id: 1, more: null }]);
    expect(await prepared(text)).toBe(0);
  });

  it('go on after their table was changed, after an error, and in a transaction that is rolled back', async () => {
    await database.query('create table kept (id int primary key, note text not null)');
    const text = 'insert into kept (id, note) values ($1, $2) returning id';
    const insert = (id: number, note: string | null): Promise<unknown> => database.query(text, [id, note]);
    for (let id = 1; id <= 5; id += 1) await insert(id, 'kept');
    await database.query("alter table kept add column more text not null default 'x'");
    expect(await insert(6, 'kept')).toEqual([{ id: 6 }]);
    await expect(insert(6, 'twice')).rejects.toThrow(/duplicate key/);
    await expect(insert(7, null)).rejects.toThrow(/null value/);
    await expect(
      database.transaction(async (manager) => {
        await manager.query(text, [8, 'kept']);
        throw new Error('rolled back');
      }),
    ).rejects.toThrow('rolled back');
    expect(await insert(7, 'kept')).toEqual([{ id: 7 }]);
    expect(await database.query('select array_agg(id order by id) as ids from kept')).toEqual([
      { ids: [1, 2, 3, 4, 5, 6, 7] },
    ]);
  });
});
