/** What a server needs of the machine: names to look for, the least version, and where else it can come from. */
export interface WantedProgram {
  /** As said to the user. */
  readonly label: string;
  /** Names of the executable, best first. */
  readonly executables: readonly string[];
  /** Least acceptable version. */
  readonly minimum: readonly [major: number, minor: number];
  readonly dockerImage: string;
  readonly debian: readonly DebianSource[];
  /** How a person installs it, for the message when nothing else worked. */
  readonly installHint: string;
}

/** Packages that together hold the executable, and the suite to take them from (the machine's own when absent). */
export interface DebianSource {
  readonly packages: readonly string[];
  readonly suite?: string;
}

/** A program that can be started on this machine. */
export interface FoundProgram {
  readonly origin: 'path' | 'docker' | 'debian';
  readonly description: string;
  /** The address the program must listen on: a container reaches the loopback of the machine only by its port mapping. */
  readonly listenHost: '127.0.0.1' | '0.0.0.0';
  commandLine(run: ProgramRun): CommandLine;
}

export interface ProgramRun {
  readonly instance: string;
  readonly port: number;
  /** Directory the program reads and writes; visible to it under the same path. */
  readonly directory: string;
  readonly args: readonly string[];
}

export interface CommandLine {
  readonly command: string;
  readonly args: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
  readonly afterKill?: () => Promise<void>;
}

/** Tells the user what happens; `percent` only while something is downloaded. */
export type Report = (message: string, percent?: number) => void;

export const SILENT: Report = () => undefined;
