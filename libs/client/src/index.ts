export { createClient } from './client.js';
export type { Client, ClientOptions, LoggedIn } from './client.js';
export { isProblem, ProblemError } from './problem.js';
export type { Problem } from './problem.js';
export type { components, operations, paths } from './schema.js';
