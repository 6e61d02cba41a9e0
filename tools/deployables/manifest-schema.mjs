const GROUPS = {
  apps: 'Apps',
  batch: 'Batch',
  policy: 'Policy',
  autoscaling: 'Autoscaling',
  'networking.k8s.io': 'Networking',
};

/** What the Kubernetes schemas say against one manifest: wrong types, missing fields, and fields that do not exist. */
export async function schemaProblems(manifest) {
  const [group, version] = manifest.apiVersion.includes('/')
    ? manifest.apiVersion.split('/')
    : ['', manifest.apiVersion];
  const part = group === '' ? 'Core' : GROUPS[group];
  if (part === undefined) return [`no schema for ${manifest.apiVersion}`];
  const capital = `${version.charAt(0).toUpperCase()}${version.slice(1)}`;
  const { validate } = await import(`kubernetes-models/_schemas/IoK8sApi${part}${capital}${manifest.kind}`);
  const read = new Set();
  const valid = validate(watched(manifest, '', read));
  const errors = valid
    ? []
    : (validate.errors ?? []).map((error) => `${error.instancePath} ${error.message ?? error.keyword}`);
  return [...errors, ...unread(manifest, '', read).map((path) => `${path} is no field of ${manifest.kind}`)];
}

/**
 * The schemas allow fields they do not know, as the API server does without strict validation, so a typing error would
 * pass. A field that the validator never looked at is one that it does not know.
 */
function watched(value, path, read) {
  if (typeof value !== 'object' || value === null) return value;
  return new Proxy(value, {
    get(target, key) {
      const inner = Reflect.get(target, key);
      if (typeof key !== 'string' || typeof inner === 'function') return inner;
      read.add(`${path}/${key}`);
      return watched(inner, `${path}/${key}`, read);
    },
  });
}

function unread(value, path, read) {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    read.has(`${path}/${key}`) ? unread(inner, `${path}/${key}`, read) : [`${path}/${key}`],
  );
}
