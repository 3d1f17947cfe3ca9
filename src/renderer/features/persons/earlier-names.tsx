import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Eraser } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RecordView } from '../../../shared/records/record.ts';
import { Button } from '../../components/button.tsx';
import { ConfirmDialog } from '../../components/dialog.tsx';
import { FieldCheck } from '../../components/field.tsx';
import { ErrorNotice, Notice } from '../../components/notice.tsx';
import { SafeText } from '../../components/safe-text.tsx';
import { useFormats } from '../../i18n/format.ts';
import { useArchive, useSession } from '../../session/session.tsx';
import { noWhy, WhyReason } from '../disposition/reason.tsx';
import { useRecordsChanged } from '../records/use-records.ts';
import { useSealedState } from '../sealed/state.ts';

/** Warns that earlier versions of a record say who somebody is that goes by another name now, and takes that out of them. */
export function EarlierNames({ of: { id, revision } }: { readonly of: RecordView }) {
  const { t } = useTranslation('persons');
  const { host } = useSession();
  const { handle: archive, access } = useArchive();
  const format = useFormats();
  const changed = useRecordsChanged();
  const queries = useQueryClient();
  const isUnlocked = useSealedState() === 'unlocked';
  const [isAsked, setAsked] = useState(false);
  const [isKept, setKept] = useState(true);
  const [why, setWhy] = useState(noWhy);
  const { data = [], error } = useQuery({
    queryKey: ['person', archive, 'earlier-names', id, revision],
    queryFn: () => host.client.people.earlierNames({ archive, person: id }),
    gcTime: 0,
  });
  const erase = useMutation({
    mutationFn: () => {
      const keep = isKept && isUnlocked;
      return host.client.people.eraseEarlierNames({ archive, person: id, reason: why.reason, keep });
    },
    onSuccess: async () => {
      setAsked(false);
      const others = ['person', 'sealed'].map((name) =>
        queries.invalidateQueries({ queryKey: [name, archive] }),
      );
      await Promise.all([changed(), ...others]);
    },
  });
  if (error !== null) return <ErrorNotice error={error} />;
  if (data.length === 0) return null;
  return (
    <>
      <Notice
        tone="caution"
        title={t('earlierNames.title')}
        actions={
          access === 'write' && (
            <Button size="small" icon={Eraser} onPress={() => setAsked(true)}>
              {t('earlierNames.act')}
            </Button>
          )
        }
      >
        <p>{t('earlierNames.body')}</p>
      </Notice>
      <ConfirmDialog
        title={t('earlierNames.ask')}
        size="small"
        isOpen={isAsked}
        action={t('earlierNames.act')}
        tone="danger"
        isDisabled={erase.isPending}
        onClose={() => setAsked(false)}
        onConfirm={() => erase.mutate()}
      >
        <p>
          <strong>
            <SafeText>{format.list(data)}</SafeText>
          </strong>
        </p>
        <p>{t('earlierNames.consequence')}</p>
        {isUnlocked && (
          <FieldCheck isSelected={isKept} onChange={setKept}>
            {t('earlierNames.keep')}
          </FieldCheck>
        )}
        <WhyReason why={why} onChange={setWhy} />
        {erase.error !== null && <ErrorNotice error={erase.error} />}
      </ConfirmDialog>
    </>
  );
}
