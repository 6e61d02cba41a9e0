import { textTable } from './text-table.js';

type Item = Readonly<Record<string, unknown>>;

/** A trade signal for a person: what to trade, why every stage let it pass, what has become of it. */
export function signalText(signal: Item): string {
  const targets = itemOf(signal['targets']);
  const guard = itemOf(signal['guard']);
  const range = itemOf(signal['range_levels']);
  return sections([
    headline(signal, signal['status']),
    facts([
      ['entry', signal['entry']],
      ['stop', signal['stop']],
      ['targets', listed([targets['primary'], ...listOf(targets['secondary'])])],
      ['conservative target', targets['conservative']],
      ['guard', listed([guard['price'], words(guard['kind'])], ' ')],
      ['range', levels(range)],
      ['size', `${text(signal['position_size'])} ${words(signal['position_unit'])}, worth ${text(signal['notional'])}`],
      [
        'risk',
        `${text(signal['risk_amount'])} (${text(signal['risk_percent'])} %) for ${text(signal['r_multiple'])} R`,
      ],
      ['confidence', confidence(signal)],
      ['priority', signal['priority']],
      ['campaign', signal['campaign_id']],
      ['made at', signal['created_at']],
      ['expires at', signal['expires_at']],
      ['claimed by', signal['claimed_by']],
      ['needs review', signal['needs_review'] === true ? 'yes' : null],
    ]),
    chain(signal),
    table('What became of it', ['at', 'from', 'to', 'by'], signal['status_history']),
    table(
      'Orders',
      ['created_at', 'purpose', 'buy_sell', 'quantity', 'state', 'average_price', 'fees', 'reason'],
      signal['orders'],
    ),
  ]);
}

/** A refusal for a person: which stage, what was measured against which limit, and what it would have earned. */
export function rejectionText(rejection: Item): string {
  const measured = `measured ${text(rejection['measured']) || 'nothing'}, limit ${text(rejection['limit']) || 'none'}`;
  return sections([
    headline(rejection, 'REFUSED'),
    [
      `${text(rejection['stage'])} refused it: ${words(rejection['reason'])} (${measured})` +
        (rejection['near_miss'] === true ? ', a near miss' : ''),
      text(rejection['message']),
    ].join('\n'),
    facts([
      ['entry', rejection['entry']],
      ['stop', rejection['stop']],
      ['target', rejection['target']],
      ['confidence', rejection['confidence']],
      ['refused at', rejection['rejected_at']],
    ]),
    chain(rejection),
    shadow(rejection['shadow']),
  ]);
}

function headline(item: Item, status: unknown): string {
  const phase = text(item['phase']);
  const simulated = item['simulated'] === true ? ' (simulated market)' : '';
  return [
    `${text(item['symbol'])} ${text(item['timeframe'])}: ${text(item['pattern'])} ${words(item['direction'])}` +
      `${phase === '' ? '' : `, phase ${phase}`}, ${text(status)}${simulated}`,
    text(item['id']),
  ].join('\n');
}

/** Every stage that was asked: its word, what it measured against which limit, and what it looked at. */
function chain(item: Item): string {
  const { overall, stages } = itemOf(item['validation_chain']);
  const rows = listOf(stages).map(itemOf);
  if (rows.length === 0) return '';
  const verdicts = rows.map((stage) => [
    text(stage['stage']),
    text(stage['status']) + (stage['near_miss'] === true ? ', near miss' : ''),
    text(stage['measured']) || '-',
    text(stage['limit']) || '-',
    text(stage['message']),
  ]);
  const checks = rows.flatMap((stage) =>
    listOf(stage['checks'])
      .map(itemOf)
      .map((check) => [
        text(stage['stage']),
        text(check['name']),
        text(check['status']),
        text(check['measured']) || '-',
        `${words(check['bound'])} ${text(check['limit']) || '-'}`,
      ]),
  );
  const looked = rows.flatMap((stage) => {
    const measures = Object.entries(itemOf(stage['metadata'])).filter(([, value]) => value !== null && value !== '');
    const shown = measures.map(([name, value]) => `${words(name)} ${text(value)}`).join(', ');
    return shown === '' ? [] : [`  ${text(stage['stage']).toLowerCase()}: ${shown}`];
  });
  return [
    `Validation: ${text(overall)}`,
    textTable(['stage', 'verdict', 'measured', 'limit', 'in words'], verdicts),
    ...(checks.length === 0 ? [] : ['', textTable(['stage', 'check', 'verdict', 'measured', 'must be'], checks)]),
    ...(looked.length === 0 ? [] : ['', 'Looked at', ...looked]),
  ].join('\n');
}

function shadow(value: unknown): string {
  if (value === null || value === undefined) return '';
  const { state, ending, entry_price, exit_price, r_multiple, opened_at, closed_at } = itemOf(value);
  const entered = entry_price === null ? '' : `in at ${text(entry_price)} on ${text(opened_at)}`;
  const left = exit_price === null ? '' : `out at ${text(exit_price)} on ${text(closed_at)} (${words(ending)})`;
  const fate =
    entry_price !== null
      ? [entered, left === '' ? 'still open' : left, r_multiple === null ? '' : `${text(r_multiple)} R after costs`]
      : [state === 'OPEN' ? 'waits for the next open' : `never entered: ${words(ending)}`];
  return `Had it been taken: ${fate.filter((part) => part !== '').join(', ')}`;
}

function levels({ ice, creek, jump }: Item): string {
  return listed([`ice ${text(ice)}`, `creek ${text(creek)}`, jump === null ? null : `jump ${text(jump)}`]);
}

function confidence(signal: Item): string {
  const components = itemOf(signal['components']);
  const parts = ['pattern', 'phase', 'volume'].map((name) => `${name} ${text(components[name])}`);
  return `${text(signal['confidence'])} (${parts.join(', ')})`;
}

function facts(rows: readonly (readonly [string, unknown])[]): string {
  const shown = rows.filter(([, value]) => text(value) !== '');
  const width = Math.max(...shown.map(([name]) => name.length));
  return shown.map(([name, value]) => `${name.padEnd(width)}  ${text(value)}`).join('\n');
}

function table(title: string, columns: readonly string[], value: unknown): string {
  const rows = listOf(value).map(itemOf);
  if (rows.length === 0) return '';
  return `${title}\n${textTable(
    columns,
    rows.map((row) => columns.map((column) => text(row[column]))),
  )}`;
}

function sections(parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join('\n\n');
}

function listed(values: readonly unknown[], between = ', '): string {
  return values
    .map(text)
    .filter((part) => part !== '')
    .join(between);
}

function itemOf(value: unknown): Item {
  return typeof value === 'object' && value !== null ? (value as Item) : {};
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** `open-beyond-stop`, `SPRING_LOW` and `relative_volume` as a person says them. */
function words(value: unknown): string {
  return text(value)
    .replaceAll(/[-_]/g, ' ')
    .replaceAll(/\b[A-Z]{3,}\b/g, (word) => word.toLowerCase());
}

function text(value: unknown): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
