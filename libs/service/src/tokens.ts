/** The validated settings of the service: the output of its config schema. */
export const SERVICE_CONFIG = Symbol('SERVICE_CONFIG');
/** The service's pino logger. */
export const LOGGER = Symbol('LOGGER');
/** A {@link Cache}. */
export const CACHE = Symbol('CACHE');
