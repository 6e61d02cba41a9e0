// The smallest thing that keeps the promises of a service: ready when asked, drained on SIGTERM.
// Its environment makes it misbehave: FIXTURE_FAILS ends it at once, FIXTURE_DEAF makes it ignore SIGTERM.
import { createServer } from 'node:http';

if (process.env.FIXTURE_FAILS) {
  console.error('RISK_LIMIT: value "much" must be a number');
  process.exit(1);
}
const server = createServer((request, response) => {
  response.writeHead(request.url === '/health/ready' ? 200 : 404).end(JSON.stringify(process.env));
});
server.listen(Number(process.env.HTTP_PORT), process.env.HTTP_HOST);
process.on('SIGTERM', () => {
  if (process.env.FIXTURE_DEAF) return;
  console.log('drained');
  server.close(() => process.exit(0));
  server.closeAllConnections();
});
