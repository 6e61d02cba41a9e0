import { STREAMS } from '@tape/contracts';

const PREFIXES = Object.entries(STREAMS).flatMap(([stream, { subjects }]) =>
  subjects.map((subject) => ({ stream, prefix: subject.slice(0, -1), exact: subject.slice(0, -2) })),
);

/** The stream that stores a subject. @throws Error when no stream does: publishing there would wait for ever. */
export function streamOfSubject(subject: string): string {
  const found = PREFIXES.find(({ prefix, exact }) => subject.startsWith(prefix) || subject === exact);
  if (found === undefined) throw new Error(`no stream stores ${subject}`);
  return found.stream;
}
