export { startServers, PREFERRED_PORTS, type RunningServers, type StartServersOptions } from './servers.js';
export type { Server } from './server/server.js';
export type { Report } from './program/program.js';
export { ProgramMissing } from './program/find-program.js';
export { StartFailure } from './readiness.js';
export { PostgresMissing } from './server/postgres-binaries.js';
