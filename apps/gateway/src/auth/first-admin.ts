import { canonicalUsername, type Users } from './users.js';
import { randomPassword } from './secret-text.js';

export const FIRST_ADMIN = 'admin';

/** Makes the first user of an empty system. @returns undefined when there are users already */
export async function makeFirstAdmin(
  users: Users,
  password: string = randomPassword(),
): Promise<{ readonly username: string; readonly password: string } | undefined> {
  if ((await users.count()) > 0) return undefined;
  const user = await users.add(FIRST_ADMIN, 'admin', password);
  return user === undefined ? undefined : { username: canonicalUsername(user.username), password };
}
