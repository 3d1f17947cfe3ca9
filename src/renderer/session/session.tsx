import { useQuery, useQueryClient } from '@tanstack/react-query';
import { createContext, use, useCallback, useMemo, useRef, useState, type ReactNode } from 'react';
import type { Unlocking } from '../../shared/records/keys.ts';
import type { IdentityRecord } from '../../shared/records/identity.ts';
import type { PlaceAnswer } from '../../shared/records/replica.ts';
import type { HostShell } from '../host/host-shell.ts';
import type { Jobs } from '../jobs/jobs.ts';
import { openKept, type Kept } from './kept.ts';

/** The archive that is open in this window. */
export interface OpenArchive {
  /** As every procedure takes it. */
  readonly handle: string;
  readonly archiveId: string;
  readonly name: string;
  readonly path: string;
  readonly access: 'write' | 'read';
  readonly isEncrypted: boolean;
}

export interface OpenRequest {
  readonly path: string;
  readonly access: 'write' | 'read';
  readonly unlock?: Unlocking | null;
  readonly as?: PlaceAnswer | null;
}

interface Session {
  readonly host: HostShell;
  readonly jobs: Jobs;
  readonly archive: OpenArchive | null;
  /** What screens go on with; another one after each archive. */
  readonly kept: Kept;
  /** Throws AppError. */
  readonly open: (request: OpenRequest) => Promise<OpenArchive>;
  /** Locks everything in the host, and forgets here what was seen of it. Never throws: see `failure`. */
  readonly lock: () => Promise<void>;
  /** What went wrong when it was locked last: everything is closed all the same. */
  readonly failure: unknown;
  /** The host locked, or is gone: what was seen is forgotten, and what was typed. */
  readonly forget: (why: LockReason) => void;
  /** How the archive that was open before was locked; null: none was. */
  readonly locked: Locked | null;
  /** Another one after each lock: what stood in forms belongs to the one before. */
  readonly locks: number;
}

/** By whoever is at the machine, because nobody did anything, or because the machine went to sleep or was locked. */
export type LockReason = 'hand' | 'idle' | 'system';

export interface Locked {
  readonly why: LockReason;
  /** RFC 3339. */
  readonly at: string;
  /** A plain archive is closed: there is no key to be wiped. */
  readonly wasEncrypted: boolean;
}

const SessionContext = createContext<Session | null>(null);

interface Props {
  readonly host: HostShell;
  readonly jobs: Jobs;
  readonly opened: OpenArchive | null;
  readonly children: ReactNode;
}

export function SessionProvider({ host, jobs, opened: before, children }: Props) {
  const [archive, setArchive] = useState(before);
  const [kept, setKept] = useState(openKept);
  const [failure, setFailure] = useState<unknown>(null);
  const queries = useQueryClient();

  const [locked, setLocked] = useState<Locked | null>(null);
  const [locks, setLocks] = useState(0);
  const isEncrypted = archive === null ? null : archive.isEncrypted;
  const times = useRef(0);

  const forget = useCallback(
    (why: LockReason) => {
      times.current += 1;
      if (isEncrypted !== null) setLocked({ why, at: new Date().toISOString(), wasEncrypted: isEncrypted });
      setLocks((before) => before + 1);
      setArchive(null);
      queries.clear();
      jobs.clear();
      setKept(openKept());
      host.releaseDropped();
    },
    [host, queries, jobs, isEncrypted],
  );

  const session = useMemo<Session>(
    () => ({
      host,
      jobs,
      archive,
      kept,
      failure,
      async open({ path, access, unlock = null, as = null }) {
        const isEncrypted = await host.client.archives.isEncrypted({ path });
        const opened = await host.client.archives.open({ path, access, unlock, as });
        const { archive: handle, name, archiveId } = opened;
        const now = { handle, archiveId, name, path, access, isEncrypted };
        setArchive(now);
        setLocked(null);
        if (!isEncrypted) await host.recents?.add({ path, name });
        return now;
      },
      async lock() {
        setFailure(null);
        const before = times.current;
        try {
          await host.client.archives.lock();
        } catch (error) {
          setFailure(error);
        } finally {
          // Whatever the host could not clear up: what was seen is forgotten here. Mostly the host has told of it before it answers:
          // once more would take away what a person has begun since.
          if (times.current === before) forget('hand');
        }
      },
      forget,
      locked,
      locks,
    }),
    [host, jobs, archive, kept, failure, forget, locked, locks],
  );
  return <SessionContext value={session}>{children}</SessionContext>;
}

export function useSession(): Session {
  const session = use(SessionContext);
  if (!session) throw new Error('No session around this part of the interface.');
  return session;
}

/** For screens that stand only while an archive is open. */
export function useArchive(): OpenArchive {
  const { archive } = useSession();
  if (!archive) throw new Error('No archive is open.');
  return archive;
}

/** Who acts at the moment, and whether that was proved; null: nobody was named. */
export function useActing(): IdentityRecord | null {
  const { host } = useSession();
  const { handle } = useArchive();
  const { data } = useQuery({
    queryKey: ['identities', handle],
    queryFn: () => host.client.identities.list({ archive: handle }),
  });
  return data?.find(({ standing }) => standing !== null) ?? null;
}
