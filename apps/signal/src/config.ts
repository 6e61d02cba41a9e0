import { baseConfig } from '@tape/service';
import type { z } from 'zod';

/** The signal service needs no settings of its own. */
export const signalConfig = baseConfig;
export type SignalConfig = z.infer<typeof signalConfig>;
