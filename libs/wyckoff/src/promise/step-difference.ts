/** The first place two texts of JSON differ at. */
export interface Difference {
  /** `candidates[0].stop`; empty when the values as a whole differ. */
  readonly path: string;
  /** What the innermost named thing around it calls itself: a candidate's id, an event's name; null when nothing does. */
  readonly name: string | null;
  /** JSON; null where the value is not there. */
  readonly before: string | null;
  readonly after: string | null;
}

/** Where two steps that are not equal as text differ. @throws RangeError when one is no JSON. */
export function firstDifference(before: string, after: string): Difference {
  return between(parsed(before), parsed(after), '', null) ?? { path: '', name: null, before, after };
}

function between(before: unknown, after: unknown, path: string, outer: string | null): Difference | null {
  const name = nameOf(before) ?? nameOf(after) ?? outer;
  if (!isTree(before) || !isTree(after) || Array.isArray(before) !== Array.isArray(after)) {
    if (before === after) return null;
    return { path, name, before: text(before), after: text(after) };
  }
  const list = Array.isArray(before);
  for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const inner = list ? `${path}[${key}]` : path === '' ? key : `${path}.${key}`;
    const found = between(before[key], after[key], inner, name);
    if (found !== null) return found;
  }
  return null;
}

/** Events and phase changes carry the name of the event, candidates and ranges an id, faults their detector. */
function nameOf(value: unknown): string | null {
  if (!isTree(value)) return null;
  for (const key of ['id', 'event', 'detector']) {
    const name = value[key];
    if (typeof name === 'string') return name;
  }
  return null;
}

function isTree(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    throw new RangeError(`no JSON: ${json.slice(0, 80)}`);
  }
}

function text(value: unknown): string | null {
  return value === undefined ? null : JSON.stringify(value);
}
