import { AppError } from '../../shared/errors/app-error.ts';
import { decodeUtf8 } from '../../verifier/custody/encoding.ts';

/** What an office signs when it has received a package (docs/formats/receipt.md). */
export interface Receipt {
  /** Id of the package. */
  readonly package: string;
  /** Id of the archive whose log the package's checkpoint is of. */
  readonly archive: string;
  /** What stands for the whole package, lower-case hex. */
  readonly tagmanifestSha256: string;
  readonly receivedAt: string;
  /** `RW…` */
  readonly signingKey: string;
  readonly exhibits: readonly ReceivedExhibit[];
}

export interface ReceivedExhibit {
  /** `E-0001`. */
  readonly exhibit: string;
  /** Lower-case hex. */
  readonly sha256: string;
  readonly path: string;
}

const heading = `Stele receipt 1

Whoever signs this has the package named below, has checked every file in it
against its hashes, and keeps it. The exhibits are listed one by one.
`;

export function formatReceipt(receipt: Receipt): string {
  const lines = receipt.exhibits.map(({ sha256, exhibit, path }) => `${sha256}  ${exhibit}  ${path}\n`);
  return `${heading}
Package: ${receipt.package}
Archive: ${receipt.archive}
Tag-Manifest-SHA256: ${receipt.tagmanifestSha256}
Received: ${receipt.receivedAt}
Signing-Key: ${receipt.signingKey}
Exhibits: ${receipt.exhibits.length}

${lines.join('')}`;
}

const uuid = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';
const head = new RegExp(
  `^\\nPackage: (${uuid})\\nArchive: (${uuid})\\nTag-Manifest-SHA256: ([0-9a-f]{64})\\n` +
    'Received: (\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z)\\nSigning-Key: ([A-Za-z0-9+/=]{56})\\nExhibits: (\\d{1,9})\\n\\n',
);

/** Reads a receipt, exactly as one is written. Throws `receipt-unusable`. */
export function parseReceipt(bytes: Uint8Array): Receipt {
  const text = decodeUtf8(bytes);
  if (text?.startsWith(heading) !== true) throw unusable('it is not a receipt of this format');
  const rest = text.slice(heading.length);
  const match = head.exec(rest);
  if (!match) throw unusable('what it says of the package is not complete');
  const [whole, id = '', archive = '', tagmanifestSha256 = '', receivedAt = '', signingKey = '', count = ''] =
    match;
  const lines = rest.slice(whole.length).split('\n');
  if (lines.pop() !== '') throw unusable('it was cut off');
  const exhibits = lines.map((line, at): ReceivedExhibit => {
    const [, sha256, exhibit, path] = /^([0-9a-f]{64}) {2}(E-\d{4,}) {2}(\S+)$/.exec(line) ?? [];
    if (sha256 === undefined || exhibit === undefined || path === undefined)
      throw unusable(`line ${at + 1} of its exhibits is not hash, number and path`);
    return { sha256, exhibit, path };
  });
  if (exhibits.length !== Number(count)) throw unusable('it does not list as many exhibits as it says');
  return { package: id, archive, tagmanifestSha256, receivedAt, signingKey, exhibits };
}

export function unusable(reason: string): AppError {
  return new AppError('receipt-unusable', { reason });
}
