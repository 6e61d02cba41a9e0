import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { metricsOf, seriesOf } from './promql.mjs';

/** Told by Prometheus, the node exporter and the kubelet, not by us. */
const FOREIGN = [
  'up',
  'node_filesystem_avail_bytes',
  'node_filesystem_size_bytes',
  'kubelet_volume_stats_used_bytes',
  'kubelet_volume_stats_capacity_bytes',
];

/** Every metric that an alert or a panel asks for must be one that somebody exports. */
export async function checkMetricNames(root, findings) {
  const built = join(root, 'libs/observability/dist/index.js');
  if (!existsSync(built)) {
    findings.skips('metric names of alerts and panels', 'libs/observability is not built: run `npm run build`');
    return;
  }
  const { registry, startMetrics } = await import(built);
  startMetrics('check-deployables');
  const exported = new Set([...FOREIGN, ...registry.getMetricsAsArray().flatMap(seriesOf)]);
  registry.clear();

  const rules = parse(readFileSync(join(root, 'deploy/prometheus/rules.yml'), 'utf8'));
  const asked = rules.groups.flatMap((group) => group.rules.map((rule) => [`alert ${rule.alert}`, rule.expr]));
  for (const { file, dashboard } of dashboards(root)) asked.push(...expressions(dashboard).map((expr) => [file, expr]));
  findings.judge(
    `${asked.length} expressions of alerts and panels ask for metrics that are exported`,
    asked.flatMap(([where, expr]) =>
      metricsOf(expr)
        .filter((name) => !exported.has(name))
        .map((name) => `${where} asks for ${name}, which nobody exports`),
    ),
  );
}

/** Panels that are whole: a title, a description, a data source that is provisioned, and no two with one id. */
export function dashboardProblems(dashboard, dataSources) {
  const panels = dashboard.panels ?? [];
  const problems = [];
  const ids = panels.map((panel) => panel.id);
  if (new Set(ids).size !== ids.length) problems.push('two panels have one id');
  for (const panel of panels.filter(({ type }) => type !== 'row')) {
    if (!panel.title) problems.push(`panel ${panel.id} has no title`);
    if (!panel.description) problems.push(`panel "${panel.title}" does not say what it shows`);
    if ((panel.targets ?? []).length === 0) problems.push(`panel "${panel.title}" asks for nothing`);
    if (!dataSources.has(panel.datasource?.uid))
      problems.push(`panel "${panel.title}" reads a data source that is not provisioned`);
    const { x, w } = panel.gridPos;
    if (x + w > 24) problems.push(`panel "${panel.title}" hangs over the edge`);
  }
  return problems;
}

export function checkDashboards(root, findings) {
  const provisioned = parse(
    readFileSync(join(root, 'deploy/grafana/provisioning/datasources/prometheus.yml'), 'utf8'),
  ).datasources;
  const uids = new Set(provisioned.map((source) => source.uid));
  for (const { file, dashboard } of dashboards(root)) {
    findings.judge(`${file}: ${dashboard.panels.length} panels are whole`, dashboardProblems(dashboard, uids));
  }
}

function dashboards(root) {
  const folder = join(root, 'deploy/grafana/dashboards');
  return readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .map((file) => ({ file, dashboard: JSON.parse(readFileSync(join(folder, file), 'utf8')) }));
}

function expressions(dashboard) {
  return [
    ...dashboard.panels.flatMap((panel) => (panel.targets ?? []).map((target) => target.expr)),
    ...(dashboard.annotations?.list ?? []).flatMap((annotation) => annotation.expr ?? []),
  ];
}
