import { randomBytes } from 'node:crypto';
import { Command } from 'commander';
import { CommandFailure, EXIT } from '../exit-code.js';
import { GatewayClient } from '../gateway-client.js';
import { gatewayToken, gatewayUrl } from '../stack-address.js';
import { tokenOption, urlOption } from './options.js';

interface ConnectionOptions {
  readonly url?: string;
  readonly token?: string;
}

interface ListedUser {
  readonly id: string;
  readonly username: string;
}

const PASSWORD_BYTES = 15;

/** Users, for who has the token of the stack but no password any more. */
export function usersCommand(): Command {
  return new Command('users').description('people who may log in').addCommand(resetPasswordCommand());
}

function resetPasswordCommand(): Command {
  return new Command('reset-password')
    .description('gives a user a new random password, printed this once, and ends all sessions of it')
    .argument('<name>', 'of the user, "admin" for example')
    .addOption(urlOption())
    .addOption(tokenOption())
    .action(async (name: string, options: ConnectionOptions) => {
      const url = gatewayUrl(options.url);
      const client = new GatewayClient(url, gatewayToken(options.token, url));
      const { items } = (await client.get('/api/v1/users')) as { items: ListedUser[] };
      const user = items.find(({ username }) => username === name.toLowerCase());
      if (user === undefined) throw new CommandFailure(EXIT.FAILURE, `there is no user '${name}'`);
      const password = randomBytes(PASSWORD_BYTES).toString('base64url');
      await client.send('PATCH', `/api/v1/users/${user.id}`, { password });
      process.stdout.write(`${password}\n`);
    });
}
