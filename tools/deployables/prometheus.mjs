import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { run } from './findings.mjs';

/** Scrape configuration, rules, and the tests of the rules, by promtool. */
export function checkPrometheus(root, findings) {
  const folder = join(root, 'deploy/prometheus');
  checkCoverage(folder, findings);
  if (run('promtool', ['--version']).missing) {
    findings.skips(
      'Prometheus configuration and rule tests',
      'promtool is not on this machine (Debian: package prometheus)',
    );
    return;
  }
  const config = run('promtool', ['check', 'config', join(folder, 'prometheus.yml')]);
  findings.judge('promtool accepts prometheus.yml and rules.yml', config.ok ? [] : [config.output]);
  checkClusterConfig(folder, findings);
  const tests = run('promtool', ['test', 'rules', join(folder, 'rules.test.yml')]);
  findings.judge('every alert fires and keeps silent as its test says', tests.ok ? [] : [tests.output]);
}

/** An alert without a test, or a test of an alert that is gone, is a hole nobody sees. */
function checkCoverage(folder, findings) {
  const rules = parse(readFileSync(join(folder, 'rules.yml'), 'utf8'));
  const tests = parse(readFileSync(join(folder, 'rules.test.yml'), 'utf8'));
  const alerts = rules.groups.flatMap((group) => group.rules.map((rule) => rule.alert));
  const fired = new Set(
    tests.tests.flatMap((test) =>
      test.alert_rule_test.filter((step) => step.exp_alerts.length > 0).map((step) => step.alertname),
    ),
  );
  findings.judge(
    `each of ${alerts.length} alerts has a test in which it fires`,
    alerts.filter((alert) => !fired.has(alert)).map((alert) => `${alert} has none`),
  );
}

/** Debian's promtool is built without Kubernetes discovery; there the rest of the file is checked without it. */
function checkClusterConfig(folder, findings) {
  const file = join(folder, 'prometheus.kubernetes.yml');
  const whole = run('promtool', ['check', 'config', '--syntax-only', file]);
  if (whole.ok || !whole.output.includes('field kubernetes_sd_configs not found')) {
    findings.judge('promtool accepts prometheus.kubernetes.yml', whole.ok ? [] : [whole.output]);
    return;
  }
  findings.skips(
    'kubernetes_sd_configs of prometheus.kubernetes.yml',
    'this promtool is built without Kubernetes discovery',
  );
  const copy = mkdtempSync(join(tmpdir(), 'tape-prometheus-'));
  try {
    cpSync(join(folder, 'rules.yml'), join(copy, 'rules.yml'));
    const config = parse(readFileSync(file, 'utf8'));
    for (const job of config.scrape_configs) {
      delete job.kubernetes_sd_configs;
      job.static_configs = [{ targets: ['127.0.0.1:1'] }];
    }
    writeFileSync(join(copy, 'prometheus.yml'), stringify(config));
    const rest = run('promtool', ['check', 'config', '--syntax-only', join(copy, 'prometheus.yml')]);
    findings.judge('promtool accepts the rest of prometheus.kubernetes.yml', rest.ok ? [] : [rest.output]);
  } finally {
    rmSync(copy, { recursive: true });
  }
}
