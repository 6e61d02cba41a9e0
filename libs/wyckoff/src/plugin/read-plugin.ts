import type { WyckoffEvent } from '../analysis.js';
import type { DetectorPlugin } from './detector-plugin.js';

export type PluginReading =
  | { readonly ok: true; readonly plugin: DetectorPlugin }
  /** What is wrong with it and what to write instead. */
  | { readonly ok: false; readonly problem: string };

const NAME = /^[A-Z][A-Z0-9_]{1,31}$/;

/** Names that mean something already, in events or in the lines of the command. */
const TAKEN: Readonly<Record<WyckoffEvent | 'UPTHRUST' | 'RANGE' | 'PHASE' | 'CANDIDATE' | 'FAULT', true>> = {
  PS: true,
  SC: true,
  PSY: true,
  BC: true,
  AR: true,
  ST: true,
  SPRING: true,
  TEST: true,
  UT: true,
  UTAD: true,
  UPTHRUST: true,
  SOS: true,
  LPS: true,
  SOW: true,
  LPSY: true,
  RANGE: true,
  PHASE: true,
  CANDIDATE: true,
  FAULT: true,
};

/** Whether a module, or what it exports, is a detector. Total: never throws. */
export function readDetectorPlugin(exported: unknown): PluginReading {
  const value = detectorOf(exported);
  if (value === null)
    return no('it exports no detector: export an object with name, version, reasons and step as default');
  const { name, version, reasons, step, initialState } = value;
  if (typeof name !== 'string' || !NAME.test(name)) {
    return no(`its name must be 2 to 32 capital letters, digits or _, beginning with a letter, like INSIDE_DAY`);
  }
  if (Object.hasOwn(TAKEN, name)) return no(`its name ${name} is a built-in one; choose another`);
  if (!Number.isSafeInteger(version)) return no(`${name}: version must be a whole number`);
  if (!Array.isArray(reasons) || reasons.length === 0 || !reasons.every((reason) => typeof reason === 'string')) {
    return no(`${name}: reasons must list every word it may answer "no" with`);
  }
  if (typeof step !== 'function') return no(`${name}: step must be a function of (view, state)`);
  if (!isJson(initialState ?? null)) return no(`${name}: initialState must be plain JSON`);
  return { ok: true, plugin: value as unknown as DetectorPlugin };
}

/**
 * Reads the plug-ins that were configured, in that order. How a file becomes a module is the caller's: this library reads none.
 * @throws Error that names the file and what is wrong with it; a system that lacks a detector it was told to run must not start.
 */
export async function loadDetectorPlugins(
  paths: readonly string[],
  load: (path: string) => Promise<unknown>,
): Promise<readonly DetectorPlugin[]> {
  const plugins: DetectorPlugin[] = [];
  for (const path of paths) {
    const exported = await load(path).catch((error: unknown) => {
      throw new Error(
        `detector plug-in ${path} cannot be loaded: ${error instanceof Error ? error.message : String(error)}`,
      );
    });
    const reading = readDetectorPlugin(exported);
    if (!reading.ok) throw new Error(`detector plug-in ${path}: ${reading.problem}`);
    if (plugins.some((other) => other.name === reading.plugin.name)) {
      throw new Error(`detector plug-in ${path}: another one is called ${reading.plugin.name} already`);
    }
    plugins.push(reading.plugin);
  }
  return plugins;
}

function no(problem: string): PluginReading {
  return { ok: false, problem };
}

function detectorOf(exported: unknown): Record<string, unknown> | null {
  if (!isObject(exported)) return null;
  for (const candidate of [exported['default'], exported['detector'], exported]) {
    if (isObject(candidate) && 'step' in candidate) return candidate;
  }
  return null;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function isJson(value: unknown): boolean {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return true;
  if (typeof value === 'number') return Number.isFinite(value);
  if (Array.isArray(value)) return value.every(isJson);
  if (!isObject(value) || Object.getPrototypeOf(value) !== Object.prototype) return false;
  return Object.values(value).every(isJson);
}
