import { once } from 'node:events';
import process from 'node:process';

/** Results go to stdout, everything said about them to stderr, so that a pipe carries data only. */
export function say(text: string): void {
  process.stderr.write(`${text}\n`);
}

/** Writes a line of results; waits while the reader is slow, so that a long answer does not pile up in memory. */
export async function printLine(text: string): Promise<void> {
  if (!process.stdout.write(`${text}\n`)) await once(process.stdout, 'drain');
}

/** `tape … | head` closes the pipe early: that is the reader's right and no error. */
export function endQuietlyOnClosedPipe(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EPIPE') process.exit(0);
      throw error;
    });
  }
}
