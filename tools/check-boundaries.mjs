/**
 * Checks the dependency law: who may depend on whom by tag, read from Nx, and what the sources really import.
 * Nx alone sees only what a package declares; the sources alone do not know the tags.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The whole law. A tag that is not listed may not exist. */
export const MAY_DEPEND_ON = {
  'type:domain': ['type:domain', 'type:testing'],
  'type:contracts': ['type:contracts', 'type:testing'],
  'type:infrastructure': ['type:contracts', 'type:infrastructure', 'type:testing'],
  'type:app': ['type:domain', 'type:contracts', 'type:infrastructure', 'type:testing'],
  'type:web': ['type:testing'],
  'type:tool': ['type:domain', 'type:contracts', 'type:infrastructure', 'type:testing', 'type:tool'],
  'type:testing': ['type:contracts', 'type:testing', 'type:tool'],
};

/** Domain packages are plain functions of plain data: nothing else from outside may enter them. Each has a record in docs/adr. */
export const DOMAIN_MAY_IMPORT = ['decimal.js', 'trading-signals'];

const TEST_FILE = /\.(test|contract)\.[cm]?tsx?$|\/(test|testing)\//;
const IMPORT =
  /^\s*(?:import|export)\b[^'";]*?\bfrom\s*['"]([^'"]+)['"]|^\s*import\s*['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]\s*\)/gm;

/** The module specifiers a source text imports or re-exports, statically or with a literal `import()`. */
export function importedBy(text) {
  return [...text.matchAll(IMPORT)].map((match) => match[1] ?? match[2] ?? match[3]);
}

/**
 * Breaches of the law, as sentences. A project is `{ name, root, tags, dependencies, devDependencies, files }`, a file
 * `{ path, text }` with its path relative to the repository.
 * @param rootDependencies packages every test may use, because the repository itself declares them
 */
export function breaches(projects, rootDependencies = []) {
  const byName = new Map(projects.map((project) => [project.name, project]));
  return projects.flatMap((project) => [
    ...breachesOfDeclarations(project, byName),
    ...project.files.flatMap((file) => breachesOfFile(project, file, byName, rootDependencies)),
  ]);
}

function breachesOfDeclarations(project, byName) {
  const type = typeOf(project);
  if (type === undefined || !(type in MAY_DEPEND_ON)) {
    return [`${project.root}/package.json: exactly one tag of ${Object.keys(MAY_DEPEND_ON).join(', ')} is needed`];
  }
  return [...project.dependencies, ...project.devDependencies]
    .filter((name) => byName.has(name) && !mayDepend(project, byName.get(name)))
    .map((name) => `${project.root}/package.json: ${forbidden(project, byName.get(name))}`);
}

function breachesOfFile(project, file, byName, rootDependencies) {
  const isTest = TEST_FILE.test(file.path);
  return importedBy(file.text).flatMap((specifier) => {
    const say = (what) => [`${file.path}: imports ${specifier}: ${what}`];
    if (specifier.startsWith('.')) return breachesOfRelative(project, file, specifier, isTest, say);
    if (specifier.startsWith('node:')) {
      return isPure(project) && !isTest ? say('a domain package has no input, output or platform') : [];
    }
    const name = packageName(specifier);
    // A test may look at its package from outside, as others see it.
    if (name === project.name) return isTest ? [] : say('a package imports its own files, not itself');
    const declared = [...project.dependencies, ...(isTest ? [...project.devDependencies, ...rootDependencies] : [])];
    const target = byName.get(name);
    if (target === undefined) {
      if (isPure(project) && !isTest && !DOMAIN_MAY_IMPORT.includes(name)) {
        return say(`a domain package may import only ${DOMAIN_MAY_IMPORT.join(', ')} from outside`);
      }
      return declared.includes(name) ? [] : say(`not declared in ${project.root}/package.json`);
    }
    if (specifier !== name) return say('only the index of another package is open');
    if (!mayDepend(project, target)) return say(forbidden(project, target));
    if (typeOf(target) === 'type:testing') {
      return isTest || ['type:testing', 'type:tool'].includes(typeOf(project)) ? [] : say('only tests may use it');
    }
    return declared.includes(name) ? [] : say(`not declared in ${project.root}/package.json`);
  });
}

function breachesOfRelative(project, file, specifier, isTest, say) {
  const target = relative(project.root, join(dirname(file.path), specifier)).replaceAll('\\', '/');
  if (target.startsWith('../')) return say('a path into another package; import the package by its name');
  if (isTest) return [];
  if (/^src\/index\.[jt]s$/.test(target)) return say('inside a package import the file, not the index');
  return TEST_FILE.test(join(project.root, target).replace(/\.js$/, '.ts')) ? say('only tests may use it') : [];
}

function typeOf(project) {
  const types = project.tags.filter((tag) => tag.startsWith('type:'));
  return types.length === 1 ? types[0] : undefined;
}

function isPure(project) {
  return typeOf(project) === 'type:domain';
}

function mayDepend(project, target) {
  return MAY_DEPEND_ON[typeOf(project)]?.includes(typeOf(target)) ?? false;
}

function forbidden(project, target) {
  return `${typeOf(project)} may not depend on ${target.name} (${typeOf(target)})`;
}

function packageName(specifier) {
  return specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
}

/** Projects as Nx knows them, with their declared dependencies and their sources. */
function readProjects(repository) {
  const directory = mkdtempSync(join(tmpdir(), 'tape-graph-'));
  try {
    const file = join(directory, 'graph.json');
    const { status, stderr, stdout } = spawnSync(process.execPath, [nxProgram(repository), 'graph', `--file=${file}`], {
      cwd: repository,
      encoding: 'utf8',
      env: { ...process.env, NX_DAEMON: 'false', NX_NO_CLOUD: 'true' },
    });
    if (status !== 0) throw new Error(`nx graph failed:\n${stderr || stdout}`);
    const { nodes } = JSON.parse(readFileSync(file, 'utf8')).graph;
    return Object.values(nodes).map(({ name, data }) => readProject(repository, name, data));
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

function nxProgram(repository) {
  const { bin } = JSON.parse(readFileSync(join(repository, 'node_modules', 'nx', 'package.json'), 'utf8'));
  return join(repository, 'node_modules', 'nx', bin.nx);
}

function readProject(repository, name, { root, tags }) {
  const { dependencies = {}, devDependencies = {} } = JSON.parse(
    readFileSync(join(repository, root, 'package.json'), 'utf8'),
  );
  const files = ['src', 'test', 'bin'].flatMap((folder) => sources(join(repository, root, folder)));
  return {
    name,
    root,
    tags: tags ?? [],
    dependencies: Object.keys(dependencies),
    devDependencies: Object.keys(devDependencies),
    files: files.map((file) => ({ path: relative(repository, file), text: readFileSync(file, 'utf8') })),
  };
}

function sources(directory) {
  let entries;
  try {
    entries = readdirSync(directory, { recursive: true, withFileTypes: true });
  } catch {
    return [];
  }
  return entries
    .filter((entry) => entry.isFile() && /\.[cm]?tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
}

if (process.argv[1] !== undefined && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const repository = resolve(import.meta.dirname, '..');
  const { devDependencies } = JSON.parse(readFileSync(join(repository, 'package.json'), 'utf8'));
  const projects = readProjects(repository);
  const found = breaches(projects, Object.keys(devDependencies));
  for (const breach of found) console.error(breach);
  console.log(`boundaries: ${projects.length} projects, ${found.length} breaches`);
  process.exitCode = found.length === 0 ? 0 : 1;
}
