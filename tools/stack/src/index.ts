export {
  startServers,
  PREFERRED_PORTS,
  ServerUrlMissing,
  type RunningServers,
  type StartServersOptions,
} from './servers.js';
export type { Server } from './server/server.js';
export { startStack, DEFAULT_DATA_DIRECTORY } from './stack.js';
export type { RunningStack, ServiceControl, StartStackOptions } from './stack-options.js';
export type { StackEvent, StackListener } from './stack-event.js';
export { AlreadyRunning, runningStack, type StackDescription, type StackProcess } from './stack-file.js';
export { SERVICE_NAMES, SERVICES, type ServiceDefinition, type ServiceName } from './service/service-definition.js';
export { UnknownService } from './service/service-choice.js';
export { MigrationFailure } from './migration.js';
export { ProgramMissing } from './program/find-program.js';
export { PostgresMissing } from './server/postgres-binaries.js';
export { StartFailure } from './readiness.js';
