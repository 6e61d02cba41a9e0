import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { REPOSITORY_ROOT } from '../service/service-definition.js';
import type { RunningStack } from '../stack-options.js';
import type { Replay } from './command-options.js';

const PROGRAM = join(REPOSITORY_ROOT, 'apps', 'cli', 'bin', 'tape.js');

/** Sends the bars of a file through the command line tool, which shows its own progress. */
export function startReplay(replay: Replay, stack: RunningStack): ChildProcess {
  const { file, symbol, timeframe, speed } = replay;
  const pace = speed === undefined ? [] : ['--speed', speed];
  return spawn(
    process.execPath,
    [PROGRAM, 'replay', '--csv', file, '--symbol', symbol, '--timeframe', timeframe, ...pace],
    {
      stdio: 'inherit',
      env: {
        ...process.env,
        NATS_URL: stack.urls.nats,
        ...(stack.gatewayUrl === undefined ? {} : { TAPE_URL: stack.gatewayUrl, TAPE_API_TOKEN: stack.apiToken }),
      },
    },
  );
}

/** Undefined when the replay went through, otherwise how it ended. */
export async function replayEnd(child: ChildProcess): Promise<string | undefined> {
  const [code, signal] = (await once(child, 'exit')) as [number | null, NodeJS.Signals | null];
  if (code === 0) return undefined;
  return signal === null ? `exit code ${code}` : `ended by ${signal}`;
}
