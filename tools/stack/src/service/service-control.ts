import type { ServiceControl } from '../stack-options.js';
import type { SupervisedService } from './supervised-service.js';

/** The services by name, for those who start a stack from a program. */
export function controlOf(services: readonly SupervisedService[]): ServiceControl {
  const named = (name: string): SupervisedService => {
    const service = services.find((candidate) => candidate.name === name);
    if (service === undefined) throw new Error(`service "${name}" does not run in this stack`);
    return service;
  };
  return {
    names: services.map(({ name }) => name),
    url: (name) => named(name).url,
    pid: (name) => named(name).pid,
    kill: async (name, signal) => named(name).kill(signal),
    stop: async (name) => named(name).stop(),
    restart: async (name) => named(name).restart(),
    waitReady: async (name) => named(name).waitReady(),
  };
}
