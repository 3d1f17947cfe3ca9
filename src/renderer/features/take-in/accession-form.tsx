import { useState } from 'react';
import { flushSync } from 'react-dom';
import { useTranslation } from 'react-i18next';
import { isNotedWell } from '../../../shared/dates/noted-time.ts';
import { accessionMethods, type AccessionDescription } from '../../../shared/records/accession.ts';
import { FieldSelect, FieldText } from '../../components/field.tsx';

interface Props {
  readonly value: AccessionDescription;
  readonly onChange: (value: AccessionDescription) => void;
  readonly onDone: () => void;
}

/** What the button that takes in belongs to, wherever it stands: Enter in a line presses it. */
export const accessionForm = 'accession-form';

const offered = accessionMethods.filter((method) => method !== 'repair');

const clockLines = ['deviceShowed', 'referenceShowed'] as const;
type ClockLine = (typeof clockLines)[number];

type Line = 'receivedFrom' | 'place' | 'statement';

/** Where the material comes from. Everything may be left empty; what is empty is not recorded. */
export function AccessionForm({ value, onChange, onDone }: Props) {
  const { t } = useTranslation('takeIn');
  /** Lines that somebody has left: what is being typed is not found fault with. */
  const [left, setLeft] = useState<ReadonlySet<ClockLine>>(new Set());
  const { deviceShowed = '', referenceShowed = '' } = value.clockCheck ?? {};
  const clocks = [
    { name: 'deviceShowed', text: deviceShowed, isWell: isNotedWell(deviceShowed, referenceShowed) },
    { name: 'referenceShowed', text: referenceShowed, isWell: isNotedWell(referenceShowed, deviceShowed) },
  ] as const;
  const line = (name: Line) => (text: string) => {
    const next = { ...value, [name]: text };
    if (text === '') Reflect.deleteProperty(next, name);
    onChange(next);
  };
  const inner = (group: 'carrier' | 'clockCheck', name: string) => (text: string) => {
    const { [group]: before, ...rest } = value;
    const members = Object.entries({ ...before, [name]: text }).filter(([, member]) => member !== '');
    onChange(members.length === 0 ? rest : { ...rest, [group]: Object.fromEntries(members) });
  };
  return (
    <form
      id={accessionForm}
      className="take-in-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (clocks.every(({ isWell }) => isWell)) {
          onDone();
          return;
        }
        const form = event.currentTarget;
        flushSync(() => setLeft(new Set(clockLines)));
        const wrong = form.querySelector<HTMLElement>('[aria-invalid="true"]');
        wrong?.focus();
        // With what is said of it, below.
        wrong?.scrollIntoView({ block: 'center' });
      }}
    >
      <FieldSelect
        label={t('method')}
        value={value.method ?? 'card-reader'}
        onChange={(method) => onChange({ ...value, method })}
        choices={offered.map((id) => ({ id, label: t(`methods.${id}`) }))}
      />
      <FieldText
        label={t('carrier')}
        hint={t('carrierHint')}
        value={value.carrier?.label ?? ''}
        onChange={inner('carrier', 'label')}
        maxLength={500}
      />
      <FieldText
        label={t('receivedFrom')}
        hint={t('receivedFromHint')}
        value={value.receivedFrom ?? ''}
        onChange={line('receivedFrom')}
        maxLength={500}
      />
      <FieldText label={t('place')} value={value.place ?? ''} onChange={line('place')} maxLength={500} />
      {clocks.map(({ name, text, isWell }) => (
        <FieldText
          key={name}
          label={t(name)}
          hint={name === 'deviceShowed' ? t('deviceShowedHint') : undefined}
          value={text}
          onChange={inner('clockCheck', name)}
          onBlur={() => setLeft((before) => new Set([...before, name]))}
          error={left.has(name) && !isWell ? t('notTime') : null}
          maxLength={500}
        />
      ))}
      <div className="take-in-form-wide">
        <FieldText
          label={t('statement')}
          hint={t('statementHint')}
          lines={2}
          value={value.statement ?? ''}
          onChange={line('statement')}
          maxLength={20_000}
        />
      </div>
    </form>
  );
}
