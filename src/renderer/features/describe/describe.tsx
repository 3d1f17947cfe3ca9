import { ChevronLeft, ChevronRight, CircleCheck, Images } from 'lucide-react';
import { useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { ItemRecord } from '../../../shared/records/item.ts';
import type { ItemFilter, ItemOrder } from '../../../shared/records/item-row.ts';
import { Button, IconButton } from '../../components/button.tsx';
import { FieldSwitch } from '../../components/field.tsx';
import { ErrorNotice } from '../../components/notice.tsx';
import { Empty } from '../../components/page.tsx';
import { SafeText } from '../../components/safe-text.tsx';
import { useArchive } from '../../session/session.tsx';
import { DatePart, SavePart, TagsPart, TextPart } from '../evidence/form-parts.tsx';
import { everything, useItem, useList, useRowAt } from '../evidence/list.ts';
import { useDraft } from '../evidence/saving.ts';
import { OnePicture } from '../viewer/one-picture.tsx';
import '../evidence/evidence.css';
import './describe.css';

const unnamed: ItemFilter = { ...everything, untitled: true };
const newestFirst: ItemOrder = { by: 'added', descending: true };

/** The field's captioning: one picture after the other, and the few words that only somebody who was there knows. */
export function Describe() {
  const { t } = useTranslation('describe');
  /** Captioning goes on with what nobody has named; everything can be gone through as well. */
  const [isAll, setAll] = useState(false);
  const filter = isAll ? everything : unnamed;
  const { snapshot, total, error, renew } = useList(filter, newestFirst);
  const [place, setPlace] = useState<{ readonly snapshot: string | null; readonly at: number }>({
    snapshot: null,
    at: 0,
  });
  const at = place.snapshot === snapshot ? Math.min(place.at, Math.max(0, total - 1)) : 0;
  const row = useRowAt(total > 0 ? snapshot : null, at);
  const item = useItem(row.data?.id ?? null);
  // The next one is there before it is wanted: nothing that is typed meanwhile gets lost.
  const next = useRowAt(total > 0 ? snapshot : null, at + 1 < total ? at + 1 : null);
  useItem(next.data?.id ?? null);
  const failure = error ?? row.error ?? item.error;
  return (
    <div className="describe">
      <h1 className="visually-hidden">{t('title')}</h1>
      {failure !== null && <ErrorNotice error={failure} />}
      {snapshot !== null && total === 0 && !isAll && (
        <Empty icon={CircleCheck} title={t('allNamed')}>
          <p>{t('allNamedBody')}</p>
          <Button onPress={() => setAll(true)}>{t('goThroughAll')}</Button>
        </Empty>
      )}
      {snapshot !== null && total === 0 && isAll && (
        <Empty icon={Images} title={t('empty', { ns: 'evidence' })}>
          <a className="button button-primary" href="#/take-in">
            {t('takeIn', { ns: 'evidence' })}
          </a>
        </Empty>
      )}
      {item.data && (
        <DescribeOne
          key={item.data.id}
          record={item.data}
          at={at}
          total={total}
          isAll={isAll}
          onAll={setAll}
          onMove={(to) => setPlace({ snapshot, at: to })}
          onEnd={renew}
        />
      )}
    </div>
  );
}

interface Props {
  readonly record: ItemRecord;
  readonly at: number;
  readonly total: number;
  readonly isAll: boolean;
  readonly onAll: (isAll: boolean) => void;
  readonly onMove: (at: number) => void;
  /** All of them were gone through: what is left is looked up anew. */
  readonly onEnd: () => void;
}

const asked = ['title', 'description', 'captured', 'tag'] as const;

function DescribeOne({ record, at, total, isAll, onAll, onMove, onEnd }: Props) {
  const { t } = useTranslation('describe');
  const { access } = useArchive();
  const draft = useDraft(record);
  const [isAtEnd, setAtEnd] = useState(false);
  const isDisabled = access === 'read';
  const part = { draft, isDisabled };
  const move = async (to: number): Promise<void> => {
    if (!(await draft.send(asked))) return;
    if (to >= total) {
      setAtEnd(true);
      if (!isAll) onEnd();
    } else if (to >= 0) onMove(to);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || event.defaultPrevented || event.nativeEvent.isComposing) return;
    // A line is finished by Enter; in a text of several lines it begins another, and on a button it presses.
    if (!(event.ctrlKey || event.metaKey) && !(event.target instanceof HTMLInputElement)) return;
    event.preventDefault();
    void move(at + 1);
  };
  return (
    <div className="describe-one" onKeyDown={onKeyDown} role="presentation">
      <div className="describe-picture">
        <OnePicture record={record} />
      </div>
      <section className="describe-words" aria-label={t('title')}>
        <header className="row spread">
          <span className="quiet small numeric">
            {record.number} · {t('counter', { at: at + 1, total })}
          </span>
          <span className="row describe-steps">
            <IconButton
              icon={ChevronLeft}
              label={t('previous', { ns: 'viewer' })}
              isDisabled={at === 0}
              onPress={() => void move(at - 1)}
            />
            <IconButton
              icon={ChevronRight}
              label={t('next', { ns: 'viewer' })}
              isDisabled={at + 1 >= total}
              onPress={() => void move(at + 1)}
            />
          </span>
        </header>
        <FieldSwitch isSelected={!isAll} onChange={(isOn) => onAll(!isOn)}>
          {t('onlyUnnamed')}
        </FieldSwitch>
        <h2>
          <SafeText>{record.title}</SafeText>
        </h2>
        <TextPart {...part} name="title" otherwise={record.title} takesFocus />
        <TextPart {...part} name="description" lines={5} />
        <DatePart {...part} record={record} />
        <TagsPart {...part} record={record} />
        <div className="row">
          <Button tone="primary" size="large" onPress={() => void move(at + 1)}>
            {t('saveNext')}
          </Button>
          <span className="small quiet">{isAtEnd ? t('last') : t('keys')}</span>
        </div>
        <SavePart draft={draft} />
      </section>
    </div>
  );
}
