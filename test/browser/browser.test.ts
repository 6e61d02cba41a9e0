import { afterAll, beforeAll, describe } from '@jest/globals';
import { controls } from './controls.suite.js';
import { flow } from './flow.suite.js';
import { lacking, LivePage } from './live-page.js';
import { looks } from './looks.suite.js';
import { market } from './market.suite.js';

let running: LivePage | undefined;

function live(): LivePage {
  if (running === undefined) throw new Error('the stack has not been started');
  return running;
}

/** One stack for all: starting it takes longer than most of what is asked of it. */
(lacking === undefined ? describe : describe.skip)('the page', () => {
  beforeAll(async () => {
    running = await LivePage.start();
  }, 240_000);

  afterAll(async () => {
    await running?.stop();
  }, 60_000);

  looks(live);
  market(live);
  flow(live);
  controls(live);
});
