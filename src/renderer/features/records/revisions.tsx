import { useQuery } from '@tanstack/react-query';
import { ChevronRight, Eye, RotateCcw } from 'lucide-react';
import { useState } from 'react';
import { Button as AriaButton, Disclosure, DisclosurePanel, Heading } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { RecordRevisionView, RecordView } from '../../../shared/records/record.ts';
import { Button } from '../../components/button.tsx';
import { ErrorNotice } from '../../components/notice.tsx';
import { SafeText } from '../../components/safe-text.tsx';
import { useFormats } from '../../i18n/format.ts';
import { useArchive, useSession } from '../../session/session.tsx';
import { useMemberName } from './member-name.ts';
import { useRecordsChanged } from './use-records.ts';
import { ValueText } from './value-text.tsx';
import '../shape/shape.css';

interface Props {
  readonly record: RecordView;
  /** Shows the record as it was at a moment. */
  readonly onLook: (at: string) => void;
}

/** Who changed what of a record and when, what it was like on any day, and the way back. */
export function Revisions(props: Props) {
  const { t } = useTranslation('shape');
  return (
    <Disclosure className="shape-history">
      <Heading level={3}>
        <AriaButton slot="trigger" className="shape-history-head">
          <ChevronRight aria-hidden size={16} />
          {t('history.title')}
        </AriaButton>
      </Heading>
      <DisclosurePanel>
        <List {...props} />
      </DisclosurePanel>
    </Disclosure>
  );
}

function List({ record, onLook }: Props) {
  const { t } = useTranslation('records');
  const { t: say } = useTranslation('shape');
  const { host } = useSession();
  const { handle: archive, access } = useArchive();
  const changed = useRecordsChanged();
  const [failure, setFailure] = useState<unknown>(null);
  const { data, error } = useQuery({
    queryKey: ['record', archive, 'revisions', record.id, record.revision],
    queryFn: () => host.client.records.revisions({ archive, record: record.id }),
    gcTime: 0,
  });
  if ((failure ?? error) !== null) return <ErrorNotice error={failure ?? error} />;
  if (!data) return null;
  const restore = async (revision: number): Promise<void> => {
    try {
      await host.client.records.restore({ archive, record: record.id, revision });
      await changed();
    } catch (thrown) {
      setFailure(thrown);
    }
  };
  return (
    <ol className="shape-revisions">
      {data.map((one) => (
        <li key={one.revision} className="stack-tight">
          <Change one={one} />
          {one.revision === record.revision ? (
            <span className="small quiet">{say('history.now')}</span>
          ) : (
            <div className="row">
              <Button size="small" tone="quiet" icon={Eye} onPress={() => onLook(one.at)}>
                {t('asItWas.look')}
              </Button>
              <Button
                size="small"
                icon={RotateCcw}
                isDisabled={access === 'read'}
                onPress={() => void restore(one.revision)}
              >
                {say('history.restore')}
              </Button>
            </div>
          )}
        </li>
      ))}
    </ol>
  );
}

function Change({ one }: { readonly one: RecordRevisionView }) {
  const { t } = useTranslation('shape');
  const format = useFormats();
  const memberName = useMemberName();
  const isFirst = one.revision === 1;
  return (
    <>
      <div className="row spread">
        <strong className="small">{t('history.revision', { revision: one.revision })}</strong>
        <span className="small quiet">
          {format.moment(one.at)}
          {' · '}
          {one.identityName === null ? t('history.nobody') : <SafeText>{one.identityName}</SafeText>}
        </span>
      </div>
      {isFirst && <p className="small">{t('history.first')}</p>}
      {!isFirst &&
        one.changes.map(({ member, old, new: now }) => (
          <div key={member} className="small shape-change">
            <span className="quiet">{memberName(member)}:</span>{' '}
            <del>
              <ValueText value={old} />
            </del>
            <span aria-hidden>{' → '}</span>
            <ins>
              <ValueText value={now} />
            </ins>
          </div>
        ))}
    </>
  );
}
