/**
 * Checks everything that deploys Tapereader: Dockerfile, docker-compose.yml, Kubernetes manifests, Prometheus rules,
 * Grafana board, NATS accounts, AsyncAPI document. Offline; says loudly what it could not try on this machine and why.
 */
import { join } from 'node:path';
import { checkAsyncApi } from './deployables/asyncapi-schema.mjs';
import { checkCompose, checkDockerfile } from './deployables/compose.mjs';
import { Findings } from './deployables/findings.mjs';
import { checkKubernetes } from './deployables/kubernetes.mjs';
import { checkDashboards, checkMetricNames } from './deployables/metrics.mjs';
import { checkNats } from './deployables/nats.mjs';
import { checkPrometheus } from './deployables/prometheus.mjs';

const ROOT = join(import.meta.dirname, '..');
const CHECKS = [
  checkDockerfile,
  checkCompose,
  checkKubernetes,
  checkPrometheus,
  checkDashboards,
  checkMetricNames,
  checkNats,
  checkAsyncApi,
];

const startedAt = performance.now();
const findings = new Findings();
for (const check of CHECKS) await Promise.resolve(check(ROOT, findings));

for (const what of findings.held) console.log(`ok       ${what}`);
for (const { what, why } of findings.skipped) console.warn(`SKIPPED  ${what}: ${why}`);
for (const what of findings.failed) console.error(`FAILED   ${what}`);
const seconds = ((performance.now() - startedAt) / 1_000).toFixed(1);
console.log(
  `${findings.held.length} held, ${findings.skipped.length} skipped, ${findings.failed.length} failed in ${seconds} s`,
);
process.exitCode = findings.failed.length === 0 ? 0 : 1;
