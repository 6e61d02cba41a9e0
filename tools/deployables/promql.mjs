const WORDS = new Set([
  'and',
  'or',
  'unless',
  'by',
  'without',
  'on',
  'ignoring',
  'group_left',
  'group_right',
  'offset',
  'bool',
  'inf',
  'nan',
  'start',
  'end',
  'atan2',
]);

/** Names of the metrics a PromQL expression reads. */
export function metricsOf(expression) {
  const bare = expression
    .replaceAll(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/g, '')
    .replaceAll(/\{[^}]*\}/g, '')
    .replaceAll(/\[[^\]]*\]/g, '')
    .replaceAll(/\b(?:by|without|on|ignoring|group_left|group_right)\s*\([^)]*\)/g, '')
    .replaceAll(/\boffset\s+-?\w+/g, '');
  const names = new Set();
  for (const match of bare.matchAll(/\$?[a-zA-Z_:][a-zA-Z0-9_:]*(\s*\()?/g)) {
    const word = match[0];
    if (match[1] !== undefined || word.startsWith('$') || WORDS.has(word.toLowerCase())) continue;
    names.add(word);
  }
  return [...names];
}

/** What a histogram is stored as. */
export function seriesOf(metric) {
  if (metric.type !== 'histogram') return [metric.name];
  return [`${metric.name}_bucket`, `${metric.name}_sum`, `${metric.name}_count`];
}
