import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type DetectorPlugin, loadDetectorPlugins } from '@tape/wyckoff';
import { Option } from 'commander';
import { CommandFailure, EXIT } from './exit-code.js';

export const pluginOption = (): Option =>
  new Option('--plugin <files...>', "detectors of one's own, one a file; TypeScript needs Node 24");

/** @throws CommandFailure (usage) that names the file and what is wrong with it. */
export async function pluginsOf(paths: readonly string[] | undefined): Promise<readonly DetectorPlugin[]> {
  return loadDetectorPlugins(paths ?? [], (path) => import(pathToFileURL(resolve(path)).href)).catch(
    (error: unknown) => {
      throw new CommandFailure(EXIT.USAGE, error instanceof Error ? error.message : String(error));
    },
  );
}
