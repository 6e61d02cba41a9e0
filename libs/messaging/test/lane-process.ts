/**
 * A service in a process of its own, for tests that kill it: reads bars into a file, one line each, and does as it is
 * told. Arguments: NATS URL, durable, file, delay of a batch in ms, index of the bar that ends the process (-1: none).
 */
import { appendFileSync } from 'node:fs';
import { barIngested, type BarIngested } from '@tape/contracts';
import {
  allDone,
  BrokerConnection,
  EventPublisher,
  JetStreamStrategy,
  messagingOptionsFrom,
  OnEvents,
  provisionStreams,
  SILENT_METRICS,
  type Delivery,
} from '@tape/messaging';

const [url = '', durable = '', file = '', delayMs = '0', deadly = '-1'] = process.argv.slice(2);

class Bars {
  async onBars(batch: readonly Delivery<BarIngested>[]) {
    appendFileSync(file, `+ ${process.pid} ${batch[0].streamSequence}\n`);
    await new Promise((resolve) => setTimeout(resolve, Number(delayMs)));
    for (const { event } of batch) {
      const index = event.data.openTimeMs / 60_000;
      if (index === Number(deadly)) process.kill(process.pid, 'SIGKILL');
      appendFileSync(file, `${event.data.symbol} ${index} ${process.pid}\n`);
    }
    appendFileSync(file, `- ${process.pid} ${batch[0].streamSequence}\n`);
    return allDone(batch);
  }
}
// Types are stripped, not compiled, here: the decorator is applied by hand.
const descriptor = Object.getOwnPropertyDescriptor(Bars.prototype, 'onBars')!;
OnEvents({ durable, events: [barIngested], maxBatch: 8, maxAttempts: 3 })(Bars.prototype, 'onBars', descriptor);

const options = messagingOptionsFrom('test', { NATS_URL: url, TAPE_PARTITIONS: '1' });
const connection = await BrokerConnection.open('test', url);
await provisionStreams(connection.nats, options);
const publisher = new EventPublisher(connection, options, SILENT_METRICS);
const strategy = new JetStreamStrategy(connection, options, publisher, SILENT_METRICS);
const bars = new Bars();
const [pattern] = Reflect.getMetadata('microservices:pattern', descriptor.value as object) as [string];
const extras = Reflect.getMetadata('microservices:pattern_extras', descriptor.value as object) as object;
strategy.addHandler(pattern, async (batch: readonly Delivery<BarIngested>[]) => await bars.onBars(batch), true, extras);
strategy.listen((error) => {
  if (error !== undefined) throw error;
  process.send?.('listening');
});
process.on('SIGTERM', () => {
  void strategy
    .close()
    .then(() => publisher.close(1_000))
    .then(() => connection.close());
});
