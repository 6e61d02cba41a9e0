import type { ChildProcess } from 'node:child_process';
import { relative } from 'node:path';
import pc from 'picocolors';
import { AlreadyRunning } from '../stack-file.js';
import { startStack } from '../stack.js';
import type { RunningStack } from '../stack-options.js';
import { type CommandOptions, parseCommand, USAGE } from './command-options.js';
import { ConsoleView } from './console-view.js';
import { replayEnd, startReplay } from './replay.js';
import { listenForStop, type StopRequest, StopRequested } from './stop-request.js';

const EXIT = { ok: 0, failed: 1, usage: 2, killed: 130 } as const;

/** `npm start`: runs until the user stops it. Returns the exit code. */
export async function runCommand(args: readonly string[], workingDirectory: string): Promise<number> {
  const parsed = parseCommand(args, workingDirectory);
  if (parsed.kind === 'help') {
    process.stdout.write(USAGE);
    return EXIT.ok;
  }
  if (parsed.kind === 'refused') {
    process.stderr.write(`${parsed.message}\n\n${USAGE}`);
    return EXIT.usage;
  }
  const stop = listenForStop();
  const view = new ConsoleView(process.stdout);
  view.line(pc.bold('Tapereader'));
  void stop.requested.then((how) => view.line(`\nStopping (${how}); again to kill everything at once`));
  try {
    const stack = await start(parsed.options, view, stop.signal);
    view.settle();
    view.line(summary(stack, workingDirectory));
    return await untilStopped(stack, parsed.options, view, stop);
  } catch (error) {
    view.settle();
    if (error instanceof StopRequested) return EXIT.ok;
    if (error instanceof AlreadyRunning) {
      process.stderr.write(`${error.message}\n`);
      return EXIT.failed;
    }
    process.stderr.write(
      `\n${pc.red('The start failed.')} ${error instanceof Error ? error.message : String(error)}\n`,
    );
    return EXIT.failed;
  }
}

function start(options: CommandOptions, view: ConsoleView, signal: AbortSignal): Promise<RunningStack> {
  const simulate = options.replay === undefined && !options.external;
  return startStack({
    ...(options.dataDir === undefined ? {} : { dataDir: options.dataDir }),
    ...(options.services === undefined ? {} : { services: options.services }),
    external: options.external,
    serviceEnv: { ingest: { MARKET_SIMULATOR: process.env['MARKET_SIMULATOR'] ?? (simulate ? 'on' : 'off') } },
    onEvent: (event) => view.show(event),
    signal,
  });
}

async function untilStopped(
  stack: RunningStack,
  options: CommandOptions,
  view: ConsoleView,
  stop: StopRequest,
): Promise<number> {
  // Timers alone keep this process alive: its children are not counted.
  const alive = setInterval(() => undefined, 60_000);
  const replay = options.replay === undefined ? undefined : startReplay(options.replay, stack);
  if (replay !== undefined) void sayHowItEnded(replay, view, stop.signal);
  await stop.requested;
  replay?.kill('SIGTERM');
  const ended = await Promise.race([
    stack.stop().then(() => EXIT.ok),
    stop.insisted.then(async () => {
      await stack.killAll();
      return EXIT.killed;
    }),
  ]);
  view.settle();
  clearInterval(alive);
  return ended;
}

async function sayHowItEnded(replay: ChildProcess, view: ConsoleView, stopping: AbortSignal): Promise<void> {
  const how = await replayEnd(replay);
  if (!stopping.aborted) view.line(how === undefined ? 'The replay is through.' : `The replay failed: ${how}.`);
}

function summary(stack: RunningStack, workingDirectory: string): string {
  const near = relative(workingDirectory, stack.dataDir);
  const data = near.startsWith('..') ? stack.dataDir : near || '.';
  const page = stack.gatewayUrl === undefined ? [] : [`  ${pc.bold('Page')}     ${pc.cyan(stack.gatewayUrl)}`];
  const { firstAdmin } = stack;
  const login =
    firstAdmin === undefined
      ? []
      : [
          `  ${pc.bold('Log in')}   ${firstAdmin.username}, password ${pc.cyan(firstAdmin.password)}`,
          `           shown this once; a new one: npx tape users reset-password ${firstAdmin.username}`,
        ];
  return [
    '',
    ...page,
    ...login,
    `  ${pc.bold('Data')}     ${data} (logs in ${data}/log)`,
    `  ${pc.bold('Stop')}     Ctrl-C`,
    '',
  ].join('\n');
}
