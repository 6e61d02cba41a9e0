// Leaves a trace that the migration ran before any service and against the right database.
import { Client } from 'pg';

const client = new Client({ connectionString: process.env.DATABASE_URL });
await client.connect();
await client.query('create table if not exists migrated (at timestamptz default now())');
await client.query('insert into migrated default values');
await client.end();
