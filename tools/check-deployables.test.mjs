import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { parse, parseAllDocuments } from 'yaml';
import { composeProblems } from './deployables/compose-policy.mjs';
import { dockerfileProblems } from './deployables/compose.mjs';
import { Findings } from './deployables/findings.mjs';
import { holdsSecret, looseImage } from './deployables/image-reference.mjs';
import { manifestProblems, secretLiterals } from './deployables/manifest-policy.mjs';
import { schemaProblems } from './deployables/manifest-schema.mjs';
import { dashboardProblems } from './deployables/metrics.mjs';
import { metricsOf, seriesOf } from './deployables/promql.mjs';

const ROOT = join(import.meta.dirname, '..');
const read = (path) => readFileSync(join(ROOT, path), 'utf8');

/** Sets a value deep inside; `undefined` takes the field away. */
function changed(value, path, to) {
  const copy = structuredClone(value);
  const keys = path.split('/');
  const last = keys.pop();
  const parent = keys.reduce((node, key) => node[key], copy);
  if (to === undefined) delete parent[last];
  else parent[last] = to;
  return copy;
}

describe('the compose file', () => {
  const compose = parse(read('docker-compose.yml'), { merge: true });
  const example = read('deploy/docker/compose.env.example');

  it('keeps its rules', () => {
    expect(composeProblems(compose, example)).toEqual([]);
  });

  it.each([
    ['services/nats/image', 'nats:latest', 'nats: nats:latest does not name a version'],
    ['services/nats/image', 'nats', 'nats: nats has no tag'],
    ['services/risk', undefined, 'service risk is not started as apps/risk/dist/main.js'],
    ['services/risk/mem_limit', undefined, 'risk: no memory limit'],
    ['services/risk/read_only', false, 'risk: root file system is writable'],
    ['services/risk/cap_drop', [], 'risk: keeps capabilities'],
    ['services/risk/privileged', true, 'risk: privileged'],
    ['services/risk/security_opt', [], 'risk: may gain new privileges'],
    ['services/risk/ports', ['127.0.0.1:3100:3100'], 'risk: publishes 127.0.0.1:3100:3100'],
    ['services/gateway/ports', ['3000:3000'], 'gateway: publishes 3000:3000 beyond the loopback address'],
    ['services/gateway/environment/HTTP_PORT', '3100', 'gateway: HTTP_PORT is not 3000'],
    [
      'services/gateway/environment/TAPE_API_TOKEN',
      undefined,
      'gateway: listens on all addresses without TAPE_API_TOKEN',
    ],
    [
      'services/risk/environment/TAPE_API_TOKEN',
      'abc',
      'risk: TAPE_API_TOKEN holds a secret and does not demand it from the environment',
    ],
    [
      'services/risk/environment/DATABASE_URL',
      'postgres://tape:pw@postgres/tape',
      'risk: DATABASE_URL holds a secret and does not demand it from the environment',
    ],
    [
      'services/risk/environment/REDIS_URL',
      'redis://:${REDIS_PASSWORD:-secret}@valkey',
      'risk: REDIS_URL holds a secret and does not demand it from the environment',
    ],
    ['services/gateway/environment/SERVICE_URLS', 'risk=http://risk:3000', 'gateway: SERVICE_URLS does not name risk'],
    ['services/risk/depends_on/migrate', undefined, 'risk: does not wait for migrate'],
    ['services/risk/depends_on/nats/condition', 'service_started', 'risk: does not wait for nats'],
  ])('%s = %j is a fault', (path, to, problem) => {
    expect(composeProblems(changed(compose, path, to), example)).toContain(problem);
  });

  it.each([
    ['POSTGRES_PASSWORD=\n', '', 'POSTGRES_PASSWORD is demanded but not in compose.env.example'],
    [
      'POSTGRES_PASSWORD=\n',
      'POSTGRES_PASSWORD=\nOLD_TOKEN=\n',
      'OLD_TOKEN is in compose.env.example but nothing reads it',
    ],
    ['POSTGRES_PASSWORD=\n', 'POSTGRES_PASSWORD=tape\n', 'compose.env.example holds a value; secrets have no default'],
  ])('an example file with %j → %j is a fault', (from, to, problem) => {
    expect(composeProblems(compose, example.replace(from, to))).toContain(problem);
  });
});

describe('the Dockerfile', () => {
  const text = read('deploy/docker/Dockerfile');

  it('keeps its rules', () => {
    expect(dockerfileProblems(text)).toEqual([]);
  });

  it.each([
    [/node:\d\S+/, 'node:24', 'the base image is not a slim Node of one exact version'],
    [/^USER .*$/m, '', 'the last stage runs as root'],
    [/^HEALTHCHECK /m, '# ', 'the last stage has no health check'],
    [/ --omit=dev/, '', 'development packages are not left out'],
    [/^ENTRYPOINT/m, 'RUN npm install\nENTRYPOINT', 'the last stage installs packages'],
    [/^COPY \. \.$/m, 'ADD . .', 'ADD fetches what nobody pinned: use COPY'],
  ])('%s → %j is a fault', (from, to, problem) => {
    expect(dockerfileProblems(text.replace(from, to))).toContain(problem);
  });
});

const MANIFESTS = parseAllDocuments(`
apiVersion: apps/v1
kind: Deployment
metadata: { name: risk }
spec:
  selector: { matchLabels: { app: risk } }
  template:
    metadata: { labels: { app: risk } }
    spec:
      serviceAccountName: tapereader
      automountServiceAccountToken: false
      securityContext: { runAsNonRoot: true, runAsUser: 1000, seccompProfile: { type: RuntimeDefault } }
      containers:
        - name: service
          image: tapereader:0.1.0
          env:
            - { name: DATABASE_URL, valueFrom: { secretKeyRef: { name: tapereader, key: DATABASE_URL } } }
          envFrom: [{ configMapRef: { name: tapereader } }]
          ports: [{ name: http, containerPort: 3100 }]
          startupProbe: { httpGet: { path: /health/live, port: http } }
          livenessProbe: { httpGet: { path: /health/live, port: http } }
          readinessProbe: { httpGet: { path: /health/ready, port: http } }
          resources: { requests: { cpu: 100m, memory: 64Mi }, limits: { cpu: "1", memory: 128Mi } }
          securityContext: { allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: { drop: [ALL] } }
          volumeMounts: [{ name: tmp, mountPath: /tmp }]
      volumes: [{ name: tmp, emptyDir: {} }]
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { name: risk }
spec: { maxUnavailable: 1, selector: { matchLabels: { app: risk } } }
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: default-deny }
spec: { podSelector: {}, policyTypes: [Ingress, Egress] }
---
apiVersion: v1
kind: ConfigMap
metadata: { name: tapereader }
data: { LOG_LEVEL: info }
---
apiVersion: v1
kind: ServiceAccount
metadata: { name: tapereader }
---
apiVersion: v1
kind: Service
metadata: { name: risk }
spec: { selector: { app: risk }, ports: [{ port: 80, targetPort: http }] }
`).map((document) => document.toJS());
const POD = '0/spec/template/spec';
const CONTAINER = `${POD}/containers/0`;

describe('the rules for manifests', () => {
  it('pass manifests that keep them', () => {
    expect(manifestProblems(MANIFESTS)).toEqual([]);
  });

  it.each([
    [`${POD}/securityContext/runAsNonRoot`, undefined, 'Deployment/risk: may run as root'],
    [`${POD}/securityContext/runAsUser`, 0, 'Deployment/risk: may run as root'],
    [`${POD}/securityContext/seccompProfile`, undefined, 'Deployment/risk: no seccomp profile'],
    [`${POD}/automountServiceAccountToken`, undefined, 'Deployment/risk: mounts a token of the cluster'],
    [`${POD}/hostNetwork`, true, 'Deployment/risk: shares a namespace of the host'],
    [`${POD}/volumes/0/hostPath`, { path: '/' }, 'Deployment/risk: mounts a path of the host'],
    [`${POD}/volumes`, [], 'Deployment/risk: mounts volume tmp, which is not there'],
    ['0/spec/template/metadata/labels/app', 'other', 'Deployment/risk: its selector app=risk misses its own pods'],
    [`${CONTAINER}/image`, 'tapereader:latest', 'Deployment/risk: service tapereader:latest does not name a version'],
    [`${CONTAINER}/resources/limits/memory`, undefined, 'Deployment/risk: service has no memory in limits'],
    [`${CONTAINER}/resources/requests`, undefined, 'Deployment/risk: service has no cpu in requests'],
    [`${CONTAINER}/securityContext/privileged`, true, 'Deployment/risk: service is privileged'],
    [`${CONTAINER}/securityContext/allowPrivilegeEscalation`, true, 'Deployment/risk: service may gain privileges'],
    [
      `${CONTAINER}/securityContext/readOnlyRootFilesystem`,
      false,
      'Deployment/risk: service may write to its root file system',
    ],
    [`${CONTAINER}/securityContext/capabilities`, undefined, 'Deployment/risk: service keeps capabilities'],
    [`${CONTAINER}/startupProbe`, undefined, 'Deployment/risk: service has no startupProbe'],
    [`${CONTAINER}/livenessProbe/httpGet/path`, '/', 'Deployment/risk: service is not asked for /health/live'],
    [
      `${CONTAINER}/readinessProbe/httpGet/path`,
      '/health/live',
      'Deployment/risk: service is not asked for /health/ready',
    ],
    [
      `${CONTAINER}/readinessProbe/httpGet/port`,
      'web',
      'Deployment/risk: service readinessProbe asks port web, which it does not have',
    ],
    [
      `${CONTAINER}/env/0`,
      { name: 'TAPE_API_TOKEN', value: 'abc' },
      'Deployment/risk: service TAPE_API_TOKEN is a secret written out',
    ],
    [`${CONTAINER}/envFrom/0/configMapRef/name`, 'other', 'Deployment/risk: ConfigMap other is not there'],
    [`${POD}/serviceAccountName`, 'other', 'Deployment/risk: ServiceAccount other is not there'],
    ['1/spec/selector/matchLabels/app', 'other', 'Deployment/risk: no PodDisruptionBudget'],
    ['2/spec/policyTypes', ['Ingress'], 'no NetworkPolicy denies everything that is not allowed'],
    ['2/spec/ingress', [{}], 'no NetworkPolicy denies everything that is not allowed'],
    ['3/data/REDIS_PASSWORD', 'abc', 'ConfigMap/tapereader: REDIS_PASSWORD belongs into a Secret'],
    ['5/spec/selector/app', 'other', 'Service/risk: no pods behind it'],
    ['5/spec/ports/0/targetPort', 'web', 'Service/risk: its pods have no port web'],
  ])('%s = %j is a fault', (path, to, problem) => {
    expect(manifestProblems(changed(MANIFESTS, path, to))).toContain(problem);
  });

  it('see a secret that lacks the key a pod asks for, and one that carries its content', () => {
    const secret = { kind: 'Secret', metadata: { name: 'tapereader' }, data: { OTHER: 'eA==' } };
    expect(manifestProblems([...MANIFESTS, secret])).toEqual([
      'Deployment/risk: Secret tapereader has no DATABASE_URL',
    ]);
    expect(secretLiterals([secret])).toEqual(['Secret/tapereader carries its content']);
  });
});

describe('the schemas of Kubernetes', () => {
  it('pass every manifest above', async () => {
    for (const manifest of MANIFESTS) await expect(schemaProblems(manifest)).resolves.toEqual([]);
  });

  it.each([
    [
      'spec/template/spec/containers/0/livenesProbe',
      {},
      '/spec/template/spec/containers/0/livenesProbe is no field of Deployment',
    ],
    ['spec/replica', 2, '/spec/replica is no field of Deployment'],
    ['spec/replicas', 'two', '/spec/replicas'],
    ['spec/template/spec/containers/0/name', undefined, '/spec/template/spec/containers/0'],
    ['spec/selector', undefined, '/spec'],
  ])('%s = %j is a fault', async (path, to, problem) => {
    const found = await schemaProblems(changed(MANIFESTS[0], path, to));
    expect(found.some((text) => text.startsWith(problem))).toBe(true);
  });

  it('refuse a kind that nobody knows', async () => {
    await expect(schemaProblems({ apiVersion: 'keda.sh/v1', kind: 'ScaledObject' })).resolves.toEqual([
      'no schema for keda.sh/v1',
    ]);
  });
});

describe('metricsOf', () => {
  it.each([
    ['max(trading_state) == 2', ['trading_state']],
    ['histogram_quantile(0.95, sum by (stage, le) (rate(a_bucket{stage="total"}[$__rate_interval])))', ['a_bucket']],
    ['sum by (x) (a unless a offset 15m) > 0 or b', ['a', 'b']],
    ['a{job="b{c}"} / on (d) group_left (e) f', ['a', 'f']],
    ['1 - x_avail / x_size > 0.8', ['x_avail', 'x_size']],
    ['rate({x="y"}[5m])', []],
  ])('%s', (expression, names) => {
    expect(metricsOf(expression)).toEqual(names);
  });

  it('knows a histogram by its three series', () => {
    expect(seriesOf({ name: 'a', type: 'histogram' })).toEqual(['a_bucket', 'a_sum', 'a_count']);
    expect(seriesOf({ name: 'a', type: 'gauge' })).toEqual(['a']);
  });
});

describe('image references and secrets', () => {
  it.each([
    ['nats:2.15.1-alpine', null],
    ['registry.example.com:5000/tapereader:0.1.0', null],
    ['tapereader:${TAPE_VERSION:-0.1.0}', null],
    ['postgres@sha256:0123', null],
    ['registry.example.com:5000/tapereader', 'registry.example.com:5000/tapereader has no tag'],
    ['node:latest', 'node:latest does not name a version'],
    ['node:24', 'node:24 does not name a version'],
  ])('%s → %j', (reference, problem) => {
    expect(looseImage(reference)).toBe(problem);
  });

  it.each([
    ['POSTGRES_PASSWORD', 'x', true],
    ['NATS_URL', 'nats://services:pw@nats:4222', true],
    ['NATS_URL', 'nats://nats:4222', false],
    ['LOG_LEVEL', 'info', false],
  ])('%s=%s holds a secret: %s', (name, value, secret) => {
    expect(holdsSecret(name, value)).toBe(secret);
  });
});

describe('dashboardProblems', () => {
  const panel = {
    id: 1,
    type: 'stat',
    title: 'T',
    description: 'd',
    datasource: { uid: 'p' },
    targets: [{ expr: 'up' }],
    gridPos: { x: 0, w: 4 },
  };
  it.each([
    [panel, []],
    [{ ...panel, description: '' }, ['panel "T" does not say what it shows']],
    [{ ...panel, targets: [] }, ['panel "T" asks for nothing']],
    [{ ...panel, datasource: { uid: 'q' } }, ['panel "T" reads a data source that is not provisioned']],
    [{ ...panel, gridPos: { x: 22, w: 4 } }, ['panel "T" hangs over the edge']],
  ])('%j', (changedPanel, problems) => {
    expect(dashboardProblems({ panels: [changedPanel] }, new Set(['p']))).toEqual(problems);
  });

  it('sees two panels of one id', () => {
    expect(dashboardProblems({ panels: [panel, panel] }, new Set(['p']))).toContain('two panels have one id');
  });
});

describe('Findings', () => {
  it('counts a check without problems as held, and each problem as a failure', () => {
    const findings = new Findings();
    findings.judge('a', []);
    findings.judge('b', ['x', 'y']);
    findings.skips('c', 'no server');
    expect(findings.held).toEqual(['a']);
    expect(findings.failed).toEqual(['b: x', 'b: y']);
    expect(findings.skipped).toEqual([{ what: 'c', why: 'no server' }]);
  });
});
