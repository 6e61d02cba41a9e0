const FNV_OFFSET = 0xcbf29ce484222325n;
/** Start of the second lane; any other odd constant would do, but it must never change: ids are stored. */
const SECOND_OFFSET = 0x9ae16a3b2f90404fn;
const LOW_64_BITS = 0xffffffffffffffffn;
/** The prime of 64 bit FNV is 2^40 and this. */
const PRIME_LOW = 0x1b3;
const TWO_32 = 0x1_0000_0000;

/** In two halves of 32 bits, because big integers would take ten times as long; products stay exact in a float. */
function fnv1a(text: string, offset: bigint): bigint {
  let high = Number(offset >> 32n);
  let low = Number(offset & 0xffffffffn);
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    for (let byte = 0; byte < 2; byte += 1) {
      low = (low ^ (byte === 0 ? unit & 0xff : unit >> 8)) >>> 0;
      const product = low * PRIME_LOW;
      high = (high * PRIME_LOW + Math.floor(product / TWO_32) + ((low << 8) >>> 0)) % TWO_32;
      low = product % TWO_32;
    }
  }
  let hash = (BigInt(high) << 32n) | BigInt(low);
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
