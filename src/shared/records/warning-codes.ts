/** Every code that the reading of a file may warn with. A missing word for one of them breaks the build. */
export const warningCodes = [
  'time-empty',
  'time-partial',
  'time-impossible',
  'gps-time-differs',
  'position-zero',
  'position-incomplete',
  'position-impossible',
  'orientation-impossible',
  'edited-by-software',
  'metadata-stripped',
  'metadata-damaged',
  'metadata-truncated',
  'not-decodable',
  'decode-limit',
  'reader-limited',
  'decoder-crashed',
  'decoder-timeout',
  'decoder-memory',
  'decoder-misbehaved',
  'decoder-unavailable',
  'reader-crashed',
  'reader-timeout',
  'reader-memory',
  'reader-misbehaved',
  'reader-unavailable',
] as const;

/** Of these, what a list marks an item with: its file may be damaged, or cannot be drawn. */
export const defectCodes = [
  'not-decodable',
  'decode-limit',
  'decoder-crashed',
  'decoder-timeout',
  'decoder-memory',
  'decoder-misbehaved',
  'metadata-damaged',
] as const satisfies readonly WarningCode[];

export type WarningCode = (typeof warningCodes)[number];
export type DefectCode = (typeof defectCodes)[number];
