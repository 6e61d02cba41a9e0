import { openDataSource } from '@tape/persistence';
import { AuditLog } from './database/audit-log.js';
import { sqlOf } from './database/sql.js';
import { makeFirstAdmin } from './auth/first-admin.js';
import { randomPassword } from './auth/secret-text.js';
import { Sessions } from './auth/sessions.js';
import { Users } from './auth/users.js';

const USAGE = `usage: users.js first-admin            makes user "admin" with a random password, when there is no user yet
       users.js reset-password NAME    gives a user a new random password and ends all sessions of it
The password is written to stdout, this once. DATABASE_URL says where the users are.
`;

/** For who operates the machine: what cannot be done over the network, because nobody can log in. */
async function main([command, name]: readonly string[]): Promise<number> {
  const url = process.env['DATABASE_URL'];
  const known = command === 'first-admin' ? name === undefined : command === 'reset-password' && name !== undefined;
  if (!known || url === undefined || url === '') {
    process.stderr.write(known ? 'DATABASE_URL: is not set\n' : USAGE);
    return 2;
  }
  const dataSource = await openDataSource({ url, applicationName: 'users' });
  try {
    const sql = sqlOf(dataSource);
    const users = new Users(sql);
    const audit = new AuditLog(sql);
    if (command === 'first-admin') {
      const made = await makeFirstAdmin(users);
      if (made === undefined) return 0;
      await audit.record({ actor: 'operator', action: 'user.add', subject: made.username, after: { role: 'admin' } });
      process.stdout.write(`${JSON.stringify(made)}\n`);
      return 0;
    }
    const user = await users.withHash(name ?? '');
    if (user === undefined) {
      process.stderr.write(`There is no user '${name}'.\n`);
      return 1;
    }
    const password = randomPassword();
    await users.change(user.id, { password, disabled: false });
    await new Sessions(sql).endAll(user.id, null, 'password reset');
    await audit.record({
      actor: 'operator',
      action: 'user.change',
      subject: user.username,
      after: { password_changed: true },
    });
    process.stdout.write(`${JSON.stringify({ username: user.username, password })}\n`);
    return 0;
  } finally {
    await dataSource.destroy();
  }
}

process.exitCode = await main(process.argv.slice(2));
