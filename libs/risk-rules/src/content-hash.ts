const FNV_PRIME = 0x100000001b3n;
const FNV_OFFSET = 0xcbf29ce484222325n;
/** Start of the second lane; any other odd constant would do, but it must never change: ids are stored. */
const SECOND_OFFSET = 0x9ae16a3b2f90404fn;
const LOW_64_BITS = 0xffffffffffffffffn;

function fnv1a(text: string, offset: bigint): bigint {
  let hash = offset;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    hash = ((hash ^ BigInt(unit & 0xff)) * FNV_PRIME) & LOW_64_BITS;
    hash = ((hash ^ BigInt(unit >> 8)) * FNV_PRIME) & LOW_64_BITS;
  }
  // FNV leaves the last characters in the low bits; the finaliser of MurmurHash3 spreads them.
  hash = ((hash ^ (hash >> 33n)) * 0xff51afd7ed558ccdn) & LOW_64_BITS;
  hash = ((hash ^ (hash >> 33n)) * 0xc4ceb9fe1a85ec53n) & LOW_64_BITS;
  return hash ^ (hash >> 33n);
}

/**
 * 24 hexadecimal digits that depend on the parts and on nothing else, so that the same fact gets the same id on every machine
 * and in every replay. Two lanes of FNV-1a (64 bit); for identity, not for secrets: it withstands chance, not an attacker.
 */
export function contentHash(...parts: readonly string[]): string {
  const text = parts.map((part) => `${part.length}:${part}`).join('|');
  const digits = fnv1a(text, FNV_OFFSET).toString(16).padStart(16, '0');
  return (digits + fnv1a(text, SECOND_OFFSET).toString(16).padStart(16, '0')).slice(0, 24);
}
