import { isoTime } from '@tape/market';
import type { Notice } from './notice.js';

/** Three segments of a text message at most: what is longer is charged more and read less. Unit: characters. */
export const LONGEST_SMS = 450;

/** The subject line: severity first, so that it is seen on a locked screen. */
export function headline({ severity, title }: Notice): string {
  return `[${severity}] ${title}`;
}

/** All of it, one fact a line. */
export function plainText(notice: Notice): string {
  return [
    headline(notice),
    notice.text,
    ...notice.facts.map(({ name, value }) => `${name}: ${value}`),
    `At: ${isoTime(notice.occurredAtMs)}`,
  ].join('\n');
}

/** What fits on a telephone. Plain dots: one character outside the GSM alphabet halves what a segment holds. */
export function shortText(notice: Notice): string {
  const text = `Tapereader ${headline(notice)}: ${notice.text}`;
  return text.length <= LONGEST_SMS ? text : `${text.slice(0, LONGEST_SMS - 3)}...`;
}
