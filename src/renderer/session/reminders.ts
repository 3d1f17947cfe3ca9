import { useQuery } from '@tanstack/react-query';
import type { BackupReminder } from '../../shared/records/backup.ts';
import type { FixityReminder } from '../../shared/records/fixity.ts';
import { useSession } from './session.tsx';

export interface Reminders {
  readonly backup: BackupReminder | null;
  readonly fixity: FixityReminder | null;
  /** Sources who are to be asked again by now. */
  readonly reviews: number;
}

/** Time passes while nobody does anything: often enough for rules that count days, and not to keep an archive unlocked. */
const hour = 3_600_000;

/** What is due in the archive that is open; asked anew whenever work ended. */
export function useReminders(): Reminders {
  const { host, archive } = useSession();
  const { data } = useQuery({
    queryKey: ['reminders', archive?.handle],
    enabled: archive !== null,
    refetchInterval: hour,
    queryFn: async (): Promise<Reminders> => {
      const asked = { archive: archive?.handle ?? '' };
      const [backup, fixity, due] = await Promise.all([
        host.client.backup.reminder(asked),
        host.client.fixity.reminder(asked),
        host.client.consents.reviewsDue({ ...asked, language: 'en' }),
      ]);
      return { backup, fixity, reviews: due.total };
    },
  });
  return data ?? { backup: null, fixity: null, reviews: 0 };
}
