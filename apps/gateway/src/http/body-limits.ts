/** Bodies that are read whole. Unit: bytes. */
export const MAX_JSON_BYTES = 2 * 1024 * 1024;

/** A file is streamed and never held whole; beyond this it is refused all the same, because it is one request. Unit: bytes. */
export const MAX_CSV_BYTES = 64 * 1024 * 1024;
