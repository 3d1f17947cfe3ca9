const types = [
  'capture',
  'ingestion',
  'message digest calculation',
  'virus check',
  'metadata extraction',
  'fixity check',
  'metadata modification',
  'derivation',
  'redaction',
  'access',
  'export',
  'transfer',
  'validation',
  'signature',
  'timestamping',
  'deletion',
] as const;

const acts = [
  'withdraw',
  'reinstate',
  'quarantine',
  'release',
  'hold',
  'lift',
  'request',
  'cancel',
  'authority',
  'destroy',
  'clear',
  'erase',
] as const;

interface Named {
  readonly type: string | null;
  readonly subject: unknown;
  readonly detail: unknown;
}

/**
 * What an event is called, on every screen alike: a key of the catalogue `custody`. PREMIS has few types, and what people call
 * by different names shares one: a backup and a hand-over, a destruction and an erasure. Null for one of a later version.
 */
export function eventNameKey({ type, subject, detail }: Named) {
  const act = acts.find((known) => known === memberOf(detail, 'disposition'));
  if (act) return `acts.${act}` as const;
  if (type === 'transfer') {
    if (memberOf(detail, 'stage') === 'restored') return 'transfers.restored' as const;
    if (memberOf(detail, 'replica') !== undefined) return 'transfers.place' as const;
    const kind = memberOf(subject, 'kind');
    if (kind === 'backup') return 'transfers.backup' as const;
    if (kind === 'package') return 'transfers.package' as const;
    if (kind === 'file') return 'transfers.file' as const;
  }
  const known = types.find((one) => one === type);
  return known === undefined ? null : (`types.${known}` as const);
}

const memberOf = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
