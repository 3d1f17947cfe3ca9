import type { Check, Finding } from '../../shared/records/verification.ts';
import { linesOf, readWhole } from '../../verifier/bag/text.ts';
import { ReadError, type Container } from '../../verifier/container.ts';
import { checkCustody } from '../../verifier/custody/package-custody.ts';
import { sha256 } from '../cryptography/digest.ts';
import { verifySignature } from '../cryptography/signing.ts';
import { recordSources } from './package-records.ts';

type Exhibits = () => Iterable<{ readonly path: string; readonly sha256: string }>;

/** The custody part of one of our packages. Every package has one: without it the check has failed. */
export async function checkPackageCustody(
  container: Container,
  exhibits: Exhibits,
  digestOf: (path: string) => string | null,
): Promise<{ readonly check: Check; readonly findings: readonly Finding[] }> {
  const entryOf = (path: string) =>
    container.entries.find((entry) => entry.kind === 'file' && entry.path === path);
  try {
    const { check, findings, events } = await checkCustody({
      read: async (path) => {
        const entry = entryOf(path);
        return entry ? readWhole(container, entry) : null;
      },
      readLines: async (path) => {
        const entry = entryOf(path);
        return entry ? streamLines(container.stream(entry)) : null;
      },
      sha256,
      verifySignature,
      exhibits,
      records: recordSources(container, digestOf),
    });
    // A checkpoint that nobody signed is not checked either, but it is there.
    const absent = check.outcome === 'not-checked' && events === 0;
    return { check: absent ? { ...check, outcome: 'failed' } : check, findings };
  } catch (error) {
    if (!(error instanceof ReadError)) throw error;
    const reason = `data/custody cannot be read: ${error.message}`;
    return {
      check: { check: 'custody', outcome: 'failed', reason },
      findings: [{ path: 'data/custody', problem: error.problem, detail: error.message }],
    };
  }
}

/** Lines of a UTF-8 file of any length, without their line ends. */
async function* streamLines(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of chunks) {
    const text = rest + decoder.decode(chunk, { stream: true });
    const end = text.lastIndexOf('\n') + 1;
    yield* linesOf(text.slice(0, end));
    rest = text.slice(end);
  }
  rest += decoder.decode();
  if (rest !== '') yield* linesOf(rest);
}
