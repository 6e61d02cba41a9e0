import { runToEnd } from '../run-to-end.js';
import type { FoundProgram, Report, WantedProgram } from './program.js';

const ENGINE_ANSWER_MS = 5000;
const PULL_MS = 180_000;

/** The program from its container image, when a Docker engine answers and has or can pull the image; otherwise why not. */
export async function programInDocker(
  wanted: WantedProgram,
  report: Report,
): Promise<FoundProgram | { readonly reason: string }> {
  const engine = await runToEnd('docker', ['version', '--format', '{{.Server.Version}}'], {
    timeoutMs: ENGINE_ANSWER_MS,
  });
  if (engine.code !== 0) return { reason: engine.code === 127 ? 'no Docker' : 'no Docker engine answers' };
  const image = wanted.dockerImage;
  const present = await runToEnd('docker', ['image', 'inspect', image], { timeoutMs: ENGINE_ANSWER_MS });
  if (present.code !== 0) {
    report(`pulling the image ${image}`);
    const pull = await runToEnd('docker', ['pull', '--quiet', image], { timeoutMs: PULL_MS });
    if (pull.code !== 0) return { reason: `Docker cannot pull ${image}: ${lastLine(pull.stderr)}` };
  }
  return {
    origin: 'docker',
    description: `Docker image ${image}`,
    listenHost: '0.0.0.0',
    commandLine: ({ instance, port, directory, args }) => ({
      command: 'docker',
      args: [
        'run',
        '--rm',
        `--name=${instance}`,
        `--entrypoint=${wanted.executables[0] ?? ''}`,
        `--publish=127.0.0.1:${port}:${port}`,
        `--volume=${directory}:${directory}`,
        ...(process.getuid === undefined ? [] : [`--user=${process.getuid()}:${process.getgid?.() ?? 0}`]),
        image,
        ...args,
      ],
      afterKill: async () => {
        await runToEnd('docker', ['rm', '--force', instance], { timeoutMs: ENGINE_ANSWER_MS * 2 });
      },
    }),
  };
}

function lastLine(text: string): string {
  return text.trim().split('\n').at(-1) ?? '';
}
