/** Why an image reference does not name one version for good; null when it does. */
export function looseImage(reference) {
  const name = reference.replaceAll(/\$\{[A-Z_]+:-([^}]*)\}/g, '$1');
  if (name.includes('@sha256:')) return null;
  const tag = /:([\w.-]+)$/.exec(name)?.[1];
  if (tag === undefined) return `${reference} has no tag`;
  if (!/\d+\.\d+/.test(tag)) return `${reference} does not name a version`;
  return null;
}

const SECRET_NAME = /PASSWORD|TOKEN|SECRET|CREDENTIAL|API_KEY|SIGNING_KEY/;
const URL_WITH_PASSWORD = /:\/\/[^/\s:@]*:[^/\s@]+@/;

/** Whether a variable holds a secret, by its name or by a password in its URL. */
export function holdsSecret(name, value) {
  return SECRET_NAME.test(name) || URL_WITH_PASSWORD.test(String(value));
}
