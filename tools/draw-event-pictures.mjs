/**
 * Draws the pictures of docs/wyckoff/pictures: for each event the clearest example in the bars of TAPE_DATA_DIR, chosen by rule.
 * Only pixels are written: the bars themselves are not part of the repository.
 */
import { existsSync, mkdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { seriesOfFileName } from '@tape/market';
import { chromium } from 'playwright-core';
import { chartSvg, HEIGHT, WIDTH } from './event-pictures/chart.mjs';
import { chooseCampaigns, chooseExamples } from './event-pictures/choose-examples.mjs';
import { dailyFiles, readBars, readStories } from './event-pictures/read-series.mjs';
import { sceneOf } from './event-pictures/scene.mjs';

const ROOT = join(import.meta.dirname, '..');
const FOLDER = join(ROOT, 'docs/wyckoff/pictures');
const MAX_BYTES = 60_000;
const TIMEFRAME = '1d';

/** Name of the picture → its scene and title. */
function picturesOf(stories) {
  const campaigns = chooseCampaigns(stories);
  const [accumulation, distribution] = campaigns;
  return [
    ...chooseExamples(stories, campaigns).map((example) => ({
      name: example.focus.event.toLowerCase(),
      title: example.focus.event,
      example,
    })),
    { name: 'accumulation', title: 'Accumulation', example: accumulation },
    { name: 'distribution', title: 'Distribution', example: distribution },
  ];
}

function browserPath() {
  const path = [process.env['CHROMIUM'], '/usr/bin/chromium', '/usr/bin/google-chrome'].find(
    (each) => each !== undefined && existsSync(each),
  );
  if (path === undefined) throw new Error('no Chromium to draw with: install it, or say where it is in CHROMIUM');
  return path;
}

async function draw(pictures) {
  mkdirSync(FOLDER, { recursive: true });
  const browser = await chromium.launch({ executablePath: browserPath(), args: ['--no-sandbox'] });
  try {
    const page = await browser.newPage({ viewport: { width: WIDTH, height: HEIGHT } });
    for (const { name, title, example } of pictures) {
      const path = join(FOLDER, `${name}.png`);
      await page.setContent(`<body style="margin:0">${chartSvg(sceneOf(example), title)}</body>`);
      await page.screenshot({ path });
      const { size } = statSync(path);
      if (size > MAX_BYTES) throw new RangeError(`${path} has ${size} bytes, more than ${MAX_BYTES}`);
      console.log(`${name}.png  ${size} bytes  ${example.story.id}  ${example.points} points`);
    }
  } finally {
    await browser.close();
  }
}

const directory = resolve(ROOT, process.env['TAPE_DATA_DIR'] ?? '../shared/data');
const files = dailyFiles(directory);
if (files.length === 0) throw new Error(`no daily bars (stocks/SYMBOL_1d.csv) in ${directory}: set TAPE_DATA_DIR`);
const stories = files.flatMap((path) => readStories(seriesOfFileName(path).symbol, TIMEFRAME, readBars(path)));
await draw(picturesOf(stories));
