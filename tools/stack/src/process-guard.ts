import { spawn, type ChildProcess } from 'node:child_process';
import type { Socket } from 'node:net';

/**
 * The guard is a small shell that reads its orders from a pipe held by this process.
 * When the pipe closes without `release` - this process was killed with SIGKILL or crashed - the guard stops what was
 * started: services first, so that they can drain while their servers still run, then the servers, last started first.
 * Node cannot do that itself, because a killed process runs no exit handler. A zombie counts as ended: in a container the
 * first process often reaps no orphans.
 */
const GUARD_SCRIPT = `
trap '' INT TERM HUP
services='' servers='' disposables='' directories=''
without() { kept=''; for p in $1; do [ "$p" = "$2" ] || kept="$kept $p"; done; echo "$kept"; }
zombie() { case $(cat "/proc/$1/stat" 2>/dev/null) in *') Z '*) return 0 ;; esac; return 1; }
alive() { for p in $1; do kill -0 "$p" 2>/dev/null && ! zombie "$p" && return 0; done; return 1; }
ended_within() { ticks=$2; while alive "$1"; do [ "$ticks" -gt 0 ] || return 1; ticks=$((ticks - 1)); sleep 0.1; done; }
while read -r verb value; do
  case $verb in
    service) services="$value $services" ;;
    server) servers="$value $servers" ;;
    disposable) disposables="$value $disposables" ;;
    forget) services=$(without "$services" "$value"); servers=$(without "$servers" "$value"); disposables=$(without "$disposables" "$value") ;;
    directory) directories="$directories$value
" ;;
    release) exit 0 ;;
  esac
done
[ -n "$disposables" ] && kill -KILL $disposables 2>/dev/null
[ -n "$services" ] && kill -TERM $services 2>/dev/null
ended_within "$services" 100 || kill -KILL $services 2>/dev/null
for pid in $servers; do
  kill -INT "$pid" 2>/dev/null
  ended_within "$pid" 100 || kill -KILL "$pid" 2>/dev/null
done
ended_within "$disposables" 50
printf '%s' "$directories" | while read -r directory; do rm -rf -- "$directory"; done
`;

/** How the guard ends a process: a service drains, a server shuts down in order, a disposable one is killed at once. */
export type GuardedKind = 'service' | 'server' | 'disposable';

/** Keeps started processes and temporary directories from outliving this process. On Windows it does nothing. */
export class ProcessGuard {
  readonly #shell: ChildProcess | undefined;
  #released = false;

  constructor() {
    if (process.platform === 'win32') return;
    this.#shell = spawn('/bin/sh', ['-c', GUARD_SCRIPT], { detached: true, stdio: ['pipe', 'ignore', 'ignore'] });
    this.#shell.unref();
    const pipe = this.#shell.stdin as Socket;
    pipe.unref();
    // The guard can only be gone if somebody killed it; the stack itself must not fall with it.
    pipe.on('error', () => undefined);
  }

  /** True once everything was stopped: what is started after that would have nobody to end it. */
  get released(): boolean {
    return this.#released;
  }

  watch(pid: number, kind: GuardedKind): void {
    this.#tell(`${kind} ${pid}`);
  }

  /** To be called when a process has ended, so that its number is not used against a stranger that gets it next. */
  forget(pid: number): void {
    this.#tell(`forget ${pid}`);
  }

  /** The directory is deleted if this process dies before it releases the guard. */
  removeLater(directory: string): void {
    this.#tell(`directory ${directory}`);
  }

  /** Everything was stopped in order: the guard ends and touches nothing. */
  release(): void {
    this.#released = true;
    this.#tell('release');
    this.#shell?.stdin?.end();
  }

  #tell(line: string): void {
    if (this.#shell?.stdin?.writable === true) this.#shell.stdin.write(`${line}\n`);
  }
}
