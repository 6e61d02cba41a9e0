import { connect } from 'node:net';

const ANSWER_MS = 2000;

/** Connects to a loopback port, says `greeting` if any, and returns the first line of the answer. */
export function firstLine(port: number, greeting = ''): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: '127.0.0.1', port });
    let answer = '';
    const end = (error?: Error): void => {
      socket.destroy();
      if (error === undefined) resolve(answer.split('\r\n')[0] ?? '');
      else reject(error);
    };
    socket.setTimeout(ANSWER_MS, () => end(new Error(`port ${port} did not answer`)));
    socket.once('connect', () => socket.write(greeting));
    socket.on('data', (chunk) => {
      answer += chunk.toString('utf8');
      if (answer.includes('\r\n')) end();
    });
    socket.once('error', end);
    socket.once('end', () => end(new Error(`port ${port} closed the connection`)));
  });
}
