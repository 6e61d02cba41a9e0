/** The eleven sectors of the Global Industry Classification Standard, and other names that files use for them. Source: GICS, 2023. */
const NAMES = {
  ENERGY: [],
  MATERIALS: ['basic materials'],
  INDUSTRIALS: ['industrial'],
  CONSUMER_DISCRETIONARY: ['consumer cyclical', 'consumer cyclicals'],
  CONSUMER_STAPLES: ['consumer defensive', 'consumer non-cyclicals'],
  HEALTH_CARE: ['healthcare'],
  FINANCIALS: ['financial', 'financial services'],
  INFORMATION_TECHNOLOGY: ['technology', 'tech', 'IT'],
  COMMUNICATION_SERVICES: ['communications', 'telecommunication services'],
  UTILITIES: ['utility'],
  REAL_ESTATE: [],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type Sector = keyof typeof NAMES;
export const SECTORS = Object.keys(NAMES) as readonly Sector[];

const BY_NAME: ReadonlyMap<string, Sector> = new Map(
  SECTORS.flatMap((sector) => [sector, ...NAMES[sector]].map((name): [string, Sector] => [plain(name), sector])),
);

/**
 * The sector a name means; null for a name nobody knows. Free names are not taken: a misspelt one would be a sector of its own,
 * outside the cap of the one that was meant.
 */
export function readSector(name: string): Sector | null {
  return BY_NAME.get(plain(name)) ?? null;
}

function plain(name: string): string {
  return name.toLowerCase().replace(/[^a-z]/g, '');
}
