import { useRef, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { ItemGrid, type ItemGridHandle } from '../../src/renderer/components/item-grid/item-grid.tsx';
import { count, nothing, type Selection } from '../../src/renderer/components/item-grid/selection.ts';
import { QueuedPicture } from '../../src/renderer/components/queued-picture.tsx';
import { claimBearer, httpClient } from '../../src/shared/binding/http-client.ts';
import type { ListedRow } from '../../src/shared/records/item-row.ts';
import './page.css';

/** The page that bench/grid.ts drives: the grid as it is, over the contract as it is. */
interface Bench {
  readonly openedAt: number;
  readonly snapshot: string;
  readonly archive: string;
  readonly total: number;
  readonly selected: () => number;
  readonly scrollTo: (position: number) => void;
}

declare global {
  interface Window {
    bench?: Bench;
  }
}

/** Behind the #, which no request carries: token, passphrase, list. */
const asked = new URLSearchParams(location.hash.slice(1));
const everything = { query: null, camera: null, accession: null, state: null };

async function begin(): Promise<void> {
  const { origin } = location;
  const bearer = await claimBearer(origin, asked.get('token') ?? '');
  const client = httpClient({ origin, bearer });
  const { archive: path } = await client.host.start();
  const passphrase = asked.get('passphrase');
  const openedAt = performance.now();
  const unlock = passphrase === null ? null : ({ by: 'passphrase', passphrase } as const);
  const { archive } = await client.archives.open({ path: path ?? '', access: 'write', unlock });
  const sort = { by: 'captured', descending: true } as const;
  const { snapshot, total } = await client.items.snapshot({ archive, filter: everything, sort });
  const loadRows = async (from: number, rows: number, signal: AbortSignal): Promise<readonly ListedRow[]> =>
    (await client.items.rows({ archive, snapshot, from, count: rows }, { signal })).rows;
  const root = document.getElementById('root');
  if (root)
    createRoot(root).render(
      <Page total={total} loadRows={loadRows} bench={{ openedAt, snapshot, archive, total }} />,
    );
}

function Page(props: {
  readonly total: number;
  readonly loadRows: (from: number, rows: number, signal: AbortSignal) => Promise<readonly ListedRow[]>;
  readonly bench: Omit<Bench, 'selected' | 'scrollTo'>;
}) {
  const [selection, setSelection] = useState<Selection>(nothing);
  const [cell] = useState(() =>
    asked.has('list') ? { width: null, height: 40 } : { width: 160, height: 160 },
  );
  const grid = useRef<ItemGridHandle>(null);
  const { total, loadRows, bench } = props;
  return (
    <div
      style={{ blockSize: '100%' }}
      ref={() => {
        window.bench = {
          ...bench,
          selected: () => count(selection),
          scrollTo: (position) => grid.current?.scrollTo(position),
        };
      }}
    >
      <ItemGrid
        ref={grid}
        label="Items"
        total={total}
        loadRows={loadRows}
        cell={cell}
        renderCell={renderCell}
        selection={selection}
        onSelectionChange={setSelection}
      />
    </div>
  );
}

function renderCell(row: ListedRow, isStill: boolean) {
  return (
    <div data-number={row.number}>
      <div className="cell-picture">
        {isStill && row.thumbnail !== null && <QueuedPicture key={row.thumbnail} src={row.thumbnail} />}
      </div>
      <div className="cell-text">{row.title}</div>
    </div>
  );
}

void begin();
