import { spawnSync } from 'node:child_process';

/** What a run of the checks found: what holds, what does not, and what could not be tried here. */
export class Findings {
  held = [];
  failed = [];
  skipped = [];

  holds(what) {
    this.held.push(what);
  }
  fails(what) {
    this.failed.push(what);
  }
  skips(what, why) {
    this.skipped.push({ what, why });
  }
  /** `problems` none → `what` holds; else each of them is a failure of `what`. */
  judge(what, problems) {
    if (problems.length === 0) this.holds(what);
    for (const problem of problems) this.fails(`${what}: ${problem}`);
  }
}

/** Runs a program to its end. `missing` when it is not on this machine. */
export function run(program, args, options = {}) {
  const result = spawnSync(program, args, { encoding: 'utf8', timeout: 15_000, ...options });
  return {
    missing: result.error?.code === 'ENOENT',
    ok: result.status === 0,
    output: `${result.stdout ?? ''}${result.stderr ?? ''}`.trim(),
    stdout: result.stdout ?? '',
  };
}
