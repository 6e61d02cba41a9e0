import { runToEnd } from '../run-to-end.js';

/** The first `major.minor` in what `--version` prints, or the reason why there is none. */
export async function programVersion(
  executable: string,
  env?: NodeJS.ProcessEnv,
): Promise<{ readonly version: readonly [number, number] } | { readonly reason: string }> {
  const { code, stdout, stderr } = await runToEnd(executable, ['--version'], {
    timeoutMs: 10_000,
    ...(env === undefined ? {} : { env: { ...process.env, ...env } }),
  });
  const match = /(\d+)\.(\d+)\.\d+/.exec(`${stdout}${stderr}`);
  if (code !== 0 || match === null) return { reason: `does not run: ${(stderr || stdout).trim().slice(0, 200)}` };
  return { version: [Number(match[1]), Number(match[2])] };
}

export function isAtLeast(version: readonly [number, number], minimum: readonly [number, number]): boolean {
  return version[0] > minimum[0] || (version[0] === minimum[0] && version[1] >= minimum[1]);
}
