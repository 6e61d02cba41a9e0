export { testServers, type TestServers, type TestServersOptions } from './test-servers.js';
export { dataDirectory, dataSet, describeWithData } from './data-set.js';
