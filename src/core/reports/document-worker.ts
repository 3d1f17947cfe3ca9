import { parentPort, workerData } from 'node:worker_threads';
import type { DocumentAnswer, DocumentRequest } from './write-document.ts';
import { writeDocx } from './write-docx.ts';
import { writePdf } from './write-pdf.ts';

/** One document, then done. */
const { form, outline } = workerData as DocumentRequest;
parentPort?.postMessage(await write());

async function write(): Promise<DocumentAnswer> {
  try {
    return { bytes: form === 'pdf' ? await writePdf(outline) : await writeDocx(outline) };
  } catch (error) {
    return { fault: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}
