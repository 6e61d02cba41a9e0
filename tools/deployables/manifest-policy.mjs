import { holdsSecret, looseImage } from './image-reference.mjs';

const WORKLOADS = new Set(['Deployment', 'StatefulSet', 'Job']);

/** What is wrong with a rendered set of manifests, in words. */
export function manifestProblems(manifests) {
  const workloads = manifests.filter((manifest) => WORKLOADS.has(manifest.kind));
  return [
    ...workloads.flatMap((workload) => podProblems(workload).map((problem) => `${named(workload)}: ${problem}`)),
    ...workloads.flatMap((workload) => referenceProblems(workload, manifests)),
    ...manifests.filter(({ kind }) => kind === 'ConfigMap').flatMap(configProblems),
    ...isolationProblems(manifests),
    ...workloads.filter(({ kind }) => kind === 'Deployment').flatMap((workload) => budgetProblems(workload, manifests)),
    ...manifests.filter(({ kind }) => kind === 'Service').flatMap((service) => serviceProblems(service, workloads)),
  ];
}

/** Secrets whose content lies in the manifests: right for a desk, wrong for production. */
export function secretLiterals(manifests) {
  return manifests.filter(({ kind }) => kind === 'Secret').map((secret) => `${named(secret)} carries its content`);
}

function podProblems({ kind, spec }) {
  const pod = spec.template.spec;
  const problems = [];
  const security = pod.securityContext ?? {};
  if (security.runAsNonRoot !== true || !(security.runAsUser > 0)) problems.push('may run as root');
  if (security.seccompProfile?.type !== 'RuntimeDefault') problems.push('no seccomp profile');
  if (pod.automountServiceAccountToken !== false) problems.push('mounts a token of the cluster');
  if (pod.hostNetwork || pod.hostPID || pod.hostIPC) problems.push('shares a namespace of the host');
  if ((pod.volumes ?? []).some((volume) => volume.hostPath !== undefined)) problems.push('mounts a path of the host');
  for (const container of [...(pod.initContainers ?? []), ...pod.containers]) {
    problems.push(...containerProblems(container, kind).map((problem) => `${container.name} ${problem}`));
  }
  const claims = (spec.volumeClaimTemplates ?? []).map((claim) => claim.metadata.name);
  const volumes = new Set([...(pod.volumes ?? []).map((volume) => volume.name), ...claims]);
  for (const mount of pod.containers.flatMap((container) => container.volumeMounts ?? [])) {
    if (!volumes.has(mount.name)) problems.push(`mounts volume ${mount.name}, which is not there`);
  }
  for (const [key, value] of Object.entries(spec.selector?.matchLabels ?? {})) {
    if (spec.template.metadata.labels[key] !== value) problems.push(`its selector ${key}=${value} misses its own pods`);
  }
  return problems;
}

function containerProblems(container, kind) {
  const problems = [];
  const loose = looseImage(container.image);
  if (loose !== null) problems.push(loose);
  for (const bound of ['requests', 'limits']) {
    for (const resource of ['cpu', 'memory']) {
      if (container.resources?.[bound]?.[resource] === undefined) problems.push(`has no ${resource} in ${bound}`);
    }
  }
  const security = container.securityContext ?? {};
  if (security.privileged === true) problems.push('is privileged');
  if (security.allowPrivilegeEscalation !== false) problems.push('may gain privileges');
  if (security.readOnlyRootFilesystem !== true) problems.push('may write to its root file system');
  if (!(security.capabilities?.drop ?? []).includes('ALL')) problems.push('keeps capabilities');
  if (kind !== 'Job') {
    for (const probe of ['startupProbe', 'livenessProbe', 'readinessProbe']) {
      if (container[probe] === undefined) problems.push(`has no ${probe}`);
    }
    if (container.name === 'service') {
      if (container.livenessProbe?.httpGet?.path !== '/health/live') problems.push('is not asked for /health/live');
      if (container.readinessProbe?.httpGet?.path !== '/health/ready') problems.push('is not asked for /health/ready');
    }
  }
  const ports = new Set((container.ports ?? []).map((port) => port.name));
  for (const probe of ['startupProbe', 'livenessProbe', 'readinessProbe']) {
    const port = container[probe]?.httpGet?.port ?? container[probe]?.tcpSocket?.port;
    if (typeof port === 'string' && !ports.has(port))
      problems.push(`${probe} asks port ${port}, which it does not have`);
  }
  for (const { name, value } of container.env ?? []) {
    if (value !== undefined && holdsSecret(name, value)) problems.push(`${name} is a secret written out`);
  }
  return problems;
}

/** Config maps named by a workload must be there; secrets may come from elsewhere, but with the keys that are asked for. */
function referenceProblems(workload, manifests) {
  const problems = [];
  const has = (kind, name) => manifests.find((manifest) => manifest.kind === kind && manifest.metadata.name === name);
  const pod = workload.spec.template.spec;
  const maps = [
    ...(pod.volumes ?? []).flatMap((volume) => (volume.configMap === undefined ? [] : [volume.configMap.name])),
    ...pod.containers.flatMap((container) =>
      (container.envFrom ?? []).flatMap((source) =>
        source.configMapRef === undefined ? [] : [source.configMapRef.name],
      ),
    ),
  ];
  for (const name of maps)
    if (!has('ConfigMap', name)) problems.push(`${named(workload)}: ConfigMap ${name} is not there`);
  for (const { valueFrom } of pod.containers.flatMap((container) => container.env ?? [])) {
    const wanted = valueFrom?.secretKeyRef;
    const secret = wanted && has('Secret', wanted.name);
    if (secret && secret.data?.[wanted.key] === undefined && secret.stringData?.[wanted.key] === undefined) {
      problems.push(`${named(workload)}: Secret ${wanted.name} has no ${wanted.key}`);
    }
  }
  if (pod.serviceAccountName !== undefined && !has('ServiceAccount', pod.serviceAccountName)) {
    problems.push(`${named(workload)}: ServiceAccount ${pod.serviceAccountName} is not there`);
  }
  return problems;
}

function configProblems(map) {
  return Object.entries(map.data ?? {}).flatMap(([name, value]) =>
    !name.includes('.') && holdsSecret(name, value) ? [`${named(map)}: ${name} belongs into a Secret`] : [],
  );
}

function isolationProblems(manifests) {
  const denied = manifests.some(
    ({ kind, spec }) =>
      kind === 'NetworkPolicy' &&
      Object.keys(spec.podSelector).length === 0 &&
      ['Ingress', 'Egress'].every((type) => spec.policyTypes.includes(type)) &&
      spec.ingress === undefined &&
      spec.egress === undefined,
  );
  return denied ? [] : ['no NetworkPolicy denies everything that is not allowed'];
}

function budgetProblems(workload, manifests) {
  const labels = workload.spec.template.metadata.labels;
  const budget = manifests.find(
    ({ kind, spec }) => kind === 'PodDisruptionBudget' && matches(spec.selector.matchLabels, labels),
  );
  return budget === undefined ? [`${named(workload)}: no PodDisruptionBudget`] : [];
}

function serviceProblems(service, workloads) {
  const behind = workloads.find(({ spec }) => matches(service.spec.selector, spec.template.metadata.labels));
  if (behind === undefined) return [`${named(service)}: no pods behind it`];
  const ports = behind.spec.template.spec.containers.flatMap((container) => container.ports ?? []);
  return service.spec.ports
    .filter(({ targetPort }) => !ports.some((port) => port.name === targetPort || port.containerPort === targetPort))
    .map(({ targetPort }) => `${named(service)}: its pods have no port ${targetPort}`);
}

function matches(selector, labels) {
  return Object.entries(selector ?? {}).every(([key, value]) => labels[key] === value);
}

function named({ kind, metadata }) {
  return `${kind}/${metadata.name}`;
}
