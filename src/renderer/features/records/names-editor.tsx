import { ChevronRight } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Name } from '../../../shared/catalogue/parts.ts';
import { Button } from '../../components/button.tsx';
import { FieldText } from '../../components/field.tsx';
import { DateField } from './date-field.tsx';
import { guessLanguage, guessScript } from './guess-script.ts';
import { RowsEditor, type RowOf } from './rows-editor.tsx';
import { TermPicker } from './term-picker.tsx';

/** What was never said otherwise of a name is guessed from its text: script and language. */
function guessed(name: Name, text: string): Partial<Name> {
  const wasGuessed = (name.language ?? null) === guessLanguage(name.text);
  return {
    text,
    language: wasGuessed ? (guessLanguage(text) ?? undefined) : name.language,
    script: guessScript(text) ?? undefined,
  };
}

/** Names in any number of scripts: one to a row, and what else is known of each folded up beneath it. */
export function NamesEditor({
  of,
  value,
  onChange,
}: {
  readonly of: 'place' | 'object' | 'actor';
  readonly value: readonly Name[] | undefined;
  readonly onChange: (names: readonly Name[]) => void;
}) {
  const { t } = useTranslation('records');
  return (
    <div className="stack-tight">
      <RowsEditor<Name>
        label={t('name.names')}
        add={t('name.add')}
        value={value}
        onChange={onChange}
        empty={{ text: '' }}
        isOrdered
      >
        {(row) => <NameRow {...row} />}
      </RowsEditor>
      <p className="small quiet">{t(`name.hints.${of}`)}</p>
    </div>
  );
}

function NameRow({ row: name, at, change, field }: RowOf<Name>) {
  const { t } = useTranslation('records');
  const [isOpen, setOpen] = useState(false);
  const hasMore = [name.accordingTo, name.period, name.source].some((one) => one !== undefined && one !== '');
  return (
    <>
      <div className="record-name-line">
        <FieldText
          label={t('name.text', { number: at + 1 })}
          value={name.text}
          maxLength={500}
          onChange={(text) => change(guessed(name, text))}
        />
        <FieldText
          label={t('name.language')}
          placeholder={t('name.languagePlaceholder')}
          {...field('language')}
        />
        <TermPicker label={t('name.kind')} vocabulary="name-kinds" {...field('kind')} />
      </div>
      <div className="row">
        <Button
          size="small"
          tone="quiet"
          icon={ChevronRight}
          aria-expanded={isOpen || hasMore}
          onPress={() => setOpen(!isOpen)}
        >
          {t('name.more')}
        </Button>
        {name.script !== undefined && (
          <span className="small quiet">{t('name.inScript', { script: name.script })}</span>
        )}
      </div>
      {(isOpen || hasMore) && (
        <div className="record-name-line">
          <FieldText label={t('name.accordingTo')} {...field('accordingTo')} />
          <DateField label={t('name.period')} {...field('period')} />
          <FieldText label={t('name.source')} {...field('source')} />
        </div>
      )}
    </>
  );
}
