import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { SERVICES, unknownToGateway } from './compose-policy.mjs';
import { run } from './findings.mjs';
import { manifestProblems, secretLiterals } from './manifest-policy.mjs';
import { schemaProblems } from './manifest-schema.mjs';

/** Renders base and overlays as kubectl would apply them, and holds them against the schemas and our own rules. */
export async function checkKubernetes(root, findings) {
  if (run('kubectl', ['version', '--client']).missing) {
    findings.skips('Kubernetes manifests', 'kubectl is not on this machine');
    return;
  }
  // The dev overlay reads a secrets.env that is not in the repository: render a copy that has one.
  const copy = mkdtempSync(join(tmpdir(), 'tape-k8s-'));
  try {
    cpSync(join(root, 'k8s'), join(copy, 'k8s'), { recursive: true });
    cpSync(join(root, 'deploy/nats'), join(copy, 'deploy/nats'), { recursive: true });
    const dev = join(copy, 'k8s/overlays/dev');
    const example = readFileSync(join(dev, 'secrets.env.example'), 'utf8');
    writeFileSync(join(dev, 'secrets.env'), example.replaceAll(/^([A-Z_]+)=.*$/gm, '$1=checked'));
    for (const folder of ['base', 'overlays/dev', 'overlays/production']) {
      const rendered = run('kubectl', ['kustomize', join(copy, 'k8s', folder)]);
      findings.judge(`kubectl kustomize k8s/${folder}`, rendered.ok ? [] : [rendered.output]);
      if (rendered.ok) await judge(folder, rendered.stdout, findings);
    }
  } finally {
    rmSync(copy, { recursive: true });
  }
}

async function judge(folder, text, findings) {
  const manifests = parseAllDocuments(text).map((document) => document.toJS());
  const problems = [];
  for (const manifest of manifests) {
    const found = await schemaProblems(manifest);
    problems.push(...found.map((problem) => `${manifest.kind}/${manifest.metadata.name} ${problem}`));
  }
  findings.judge(`k8s/${folder}: ${manifests.length} manifests fit the schemas of Kubernetes`, problems);
  const started = manifests
    .filter(({ kind }) => kind === 'Deployment')
    .map(({ metadata, spec }) => `${metadata.name} ${spec.template.spec.containers[0].args.join(' ')}`);
  const missing = SERVICES.filter((name) => !started.includes(`${name} apps/${name}/dist/main.js`));
  const gateway = manifests.find(({ kind, metadata }) => kind === 'Deployment' && metadata.name === 'gateway');
  const urls = gateway?.spec.template.spec.containers[0].env.find(({ name }) => name === 'SERVICE_URLS')?.value;
  findings.judge(`k8s/${folder} keeps the rules`, [
    ...unknownToGateway(urls),
    ...manifestProblems(manifests),
    ...missing.map((name) => `no Deployment starts ${name}`),
    ...(folder === 'overlays/dev' ? [] : secretLiterals(manifests)),
  ]);
}
