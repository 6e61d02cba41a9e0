import { Command, CommanderError } from 'commander';
import { analyzeCommand } from './command/analyze.command.js';
import { rejectionsCommand, signalsCommand, statusCommand } from './command/ask.command.js';
import { backtestCommand } from './command/backtest.command.js';
import { calendarCommand, instrumentsCommand, ratesCommand } from './command/calendar.command.js';
import { evidenceCommand } from './command/evidence.command.js';
import { importCommand, replayCommand } from './command/import.command.js';
import { lookaheadCommand } from './command/lookahead.command.js';
import { strategiesCommand } from './command/strategies.command.js';
import { tailCommand } from './command/tail.command.js';
import { usersCommand } from './command/users.command.js';
import { CommandFailure, EXIT } from './exit-code.js';
import { endQuietlyOnClosedPipe, say } from './terminal.js';

function program(): Command {
  const tape = new Command('tape')
    .description('Reads market bars, finds Wyckoff patterns as they form, and explains what came of them.')
    .version('0.1.0')
    // An option behind a subcommand is the subcommand's.
    .enablePositionalOptions()
    .showHelpAfterError('(tape --help shows how)')
    .addHelpText(
      'after',
      `
Examples:
  $ tape analyze --csv AAPL_1d.csv --format table     no server needed
  $ tape backtest --csv stocks/*_1d.csv               no server needed
  $ tape evidence --data bars                         no server needed
  $ tape replay --csv BTCUSDT_1h.csv --speed 10       into the running system
  $ tape tail --subject 'tape.v1.signal.>'            what it says

Exit codes: 0 done, 1 failed, 2 wrong usage, 3 bad data.`,
    );
  for (const command of [
    analyzeCommand(),
    backtestCommand(),
    lookaheadCommand(),
    evidenceCommand(),
    importCommand(),
    replayCommand(),
    calendarCommand(),
    ratesCommand(),
    instrumentsCommand(),
    statusCommand(),
    signalsCommand(),
    rejectionsCommand(),
    strategiesCommand(),
    tailCommand(),
    usersCommand(),
  ]) {
    tape.addCommand(command.copyInheritedSettings(tape));
  }
  for (const command of withSubcommands(tape)) command.exitOverride();
  return tape;
}

function withSubcommands(command: Command): readonly Command[] {
  return [command, ...command.commands.flatMap(withSubcommands)];
}

endQuietlyOnClosedPipe();
try {
  await program().parseAsync();
} catch (error) {
  if (error instanceof CommanderError) {
    // Help and version were asked for; everything else commander throws is wrong usage, and it has said so.
    process.exitCode = error.exitCode === 0 ? EXIT.OK : EXIT.USAGE;
  } else if (error instanceof CommandFailure) {
    say(`tape: ${error.message}`);
    process.exitCode = error.exitCode;
  } else {
    say(`tape: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    process.exitCode = EXIT.FAILURE;
  }
}
