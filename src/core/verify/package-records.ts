import { readWhole, utf8 } from '../../verifier/bag/text.ts';
import { ReadError, type Container, type ContainerEntry } from '../../verifier/container.ts';
import { cataloguePath, metadataPosition, type RecordSources } from '../../verifier/records/check-records.ts';
import { inOrder } from '../jobs/in-order.ts';

/** Metadata files read before their turn: opening one takes longer than checking it. */
const ahead = 8;

/** Metadata files and catalogue of a package, for the verifier. */
export function recordSources(container: Container, digestOf: RecordSources['digestOf']): RecordSources {
  const entries = container.entries.filter(
    ({ kind, path }) => kind === 'file' && path.startsWith('data/metadata/'),
  );
  const position = ({ path }: ContainerEntry): number => metadataPosition(path) ?? Number.POSITIVE_INFINITY;
  entries.sort((left, right) => {
    const [first, second] = [position(left), position(right)];
    return first === second ? (left.path < right.path ? -1 : 1) : first - second;
  });
  const catalogue = container.entries.find(({ kind, path }) => kind === 'file' && path === cataloguePath);
  return {
    metadata: () =>
      inOrder(entries, ahead, async (entry) => ({
        path: entry.path,
        bytes: await bytesOf(container, entry),
      })),
    catalogue: () => Promise.resolve(catalogue ? textOf(container, catalogue) : null),
    digestOf,
  };
}

/** Null for a file that cannot be read: that was told when it was hashed. */
async function bytesOf(container: Container, entry: ContainerEntry): Promise<Uint8Array | null> {
  try {
    return await readWhole(container, entry);
  } catch (error) {
    if (error instanceof ReadError) return null;
    throw error;
  }
}

async function* textOf(container: Container, entry: ContainerEntry): AsyncGenerator<string> {
  const decoder = utf8();
  for await (const chunk of container.stream(entry)) yield decoder.push(chunk);
  yield decoder.end();
}
