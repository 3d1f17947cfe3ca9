import { Plus } from 'lucide-react';
import { useState } from 'react';
import { ComboBox, Input, Label, ListBox, ListBoxItem, Popover } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { FieldSelect, FieldText } from '../../components/field.tsx';
import { ErrorNotice } from '../../components/notice.tsx';
import { SafeText } from '../../components/safe-text.tsx';
import { useCreateRecord } from './use-records.ts';
import { Chips } from './chips.tsx';
import { useTerms } from './vocabularies.ts';
import './picker.css';

interface Props {
  readonly label: string;
  readonly vocabulary: string;
  readonly isLabelHidden?: boolean;
}

const none = '';
/** So few are chosen from in one look; more are found by typing. */
const few = 9;

/** One term of a value list, or none. */
export function TermPicker({
  label,
  vocabulary,
  value,
  onChange,
  isLabelHidden = false,
}: Props & { readonly value: string | undefined; readonly onChange: (value: string | undefined) => void }) {
  const { t } = useTranslation('records');
  const terms = useTerms();
  const choices = terms.choices(vocabulary, value === undefined ? [] : [value]);
  if (choices.length > few)
    return (
      <TermSearch
        label={label}
        vocabulary={vocabulary}
        isLabelHidden={isLabelHidden}
        chosen={value === undefined ? [] : [value]}
        text={value === undefined ? '' : terms.label(vocabulary, value)}
        onChoose={onChange}
        onClear={() => onChange(undefined)}
      />
    );
  return (
    <FieldSelect
      label={label}
      isLabelHidden={isLabelHidden}
      choices={[
        { id: none, label: t('notSaid') },
        ...choices.map(({ id }) => ({ id, label: terms.label(vocabulary, id) })),
      ]}
      value={value ?? none}
      onChange={(id) => onChange(id === none ? undefined : id)}
    />
  );
}

/** Any number of terms: chosen ones stand as chips, others are found by typing. */
export function TermsPicker({
  label,
  vocabulary,
  value,
  onChange,
}: Props & {
  readonly value: readonly string[] | undefined;
  readonly onChange: (value: readonly string[]) => void;
}) {
  const terms = useTerms();
  const chosen = value ?? [];
  return (
    <div className="stack-tight">
      <TermSearch
        label={label}
        vocabulary={vocabulary}
        chosen={chosen}
        onChoose={(id) => onChange([...chosen, id])}
      />
      <Chips label={label} ids={chosen} nameOf={(id) => terms.label(vocabulary, id)} onChange={onChange} />
    </div>
  );
}

interface SearchProps extends Props {
  readonly chosen: readonly string[];
  readonly onChoose: (id: string) => void;
  /** What is chosen, where it is one. */
  readonly text?: string;
  readonly onClear?: () => void;
}

const own = '+';

function TermSearch({
  label,
  vocabulary,
  chosen,
  onChoose,
  text,
  onClear,
  isLabelHidden = false,
}: SearchProps) {
  const { t } = useTranslation('records');
  const terms = useTerms();
  const [typed, setTyped] = useState<string | null>(null);
  const [adding, setAdding] = useState<string | null>(null);
  const wanted = (typed ?? '').trim().toLocaleLowerCase();
  const found = terms
    .choices(vocabulary)
    .filter(({ id }) => text !== undefined || !chosen.includes(id))
    .filter(({ labels, alone }) =>
      [...Object.values(labels), ...Object.values(alone ?? {})].some(
        (one) => one?.toLocaleLowerCase().includes(wanted) === true,
      ),
    );
  const items = [
    ...found.map(({ id }) => ({ id, label: terms.label(vocabulary, id) })),
    {
      id: own,
      label: wanted === '' ? t('ownTerm.add') : t('ownTerm.addThis', { name: (typed ?? '').trim() }),
    },
  ];
  return (
    <>
      <ComboBox
        className="field"
        inputValue={typed ?? text ?? ''}
        onInputChange={(next) => {
          setTyped(next);
          if (next === '') onClear?.();
        }}
        value={null}
        onChange={(key) => {
          if (key === own) setAdding((typed ?? '').trim());
          else if (typeof key === 'string') onChoose(key);
          setTyped(null);
        }}
        onOpenChange={(isOpen) => {
          if (isOpen && text !== undefined) setTyped('');
        }}
        onBlur={() => setTyped(null)}
        items={items}
        menuTrigger="focus"
        allowsCustomValue
        defaultFilter={() => true}
      >
        <Label {...(isLabelHidden ? { className: 'visually-hidden' } : {})}>{label}</Label>
        <div className="field-line">
          <Input
            className="field-input"
            placeholder={text === undefined || text === '' ? t('choose') : text}
            autoComplete="off"
            spellCheck="false"
          />
        </div>
        <Popover className="menu-popover record-menu" placement="bottom start">
          <ListBox<(typeof items)[number]> className="menu">
            {(one) => (
              <ListBoxItem id={one.id} textValue={one.label} className="menu-item">
                {one.id === own && <Plus aria-hidden size={14} />}
                <SafeText>{one.label}</SafeText>
              </ListBoxItem>
            )}
          </ListBox>
        </Popover>
      </ComboBox>
      {adding !== null && (
        <OwnTermDialog
          vocabulary={vocabulary}
          first={adding}
          onClose={() => setAdding(null)}
          onAdded={(id) => {
            setAdding(null);
            onChoose(id);
          }}
        />
      )}
    </>
  );
}

/** A term that this archive adds: at least one of its three names. */
function OwnTermDialog({
  vocabulary,
  first,
  onClose,
  onAdded,
}: {
  readonly vocabulary: string;
  readonly first: string;
  readonly onClose: () => void;
  readonly onAdded: (id: string) => void;
}) {
  const { t, i18n } = useTranslation('records');
  const create = useCreateRecord();
  const [labels, setLabels] = useState<Readonly<Record<string, string>>>({ [i18n.language]: first });
  const [error, setError] = useState<unknown>(null);
  const given = Object.fromEntries(
    Object.entries(labels)
      .map(([language, text]) => [language, text.trim()] as const)
      .filter(([language, text]) => text !== '' && ['en', 'hy', 'ru'].includes(language)),
  );
  const add = async (): Promise<void> => {
    try {
      onAdded((await create('term', { vocabulary, labels: given })).id);
    } catch (thrown) {
      setError(thrown);
    }
  };
  return (
    <Dialog
      title={t('ownTerm.title')}
      isOpen
      size="small"
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t('cancel', { ns: 'common' })}</Button>
          <Button tone="primary" isDisabled={Object.keys(given).length === 0} onPress={() => void add()}>
            {t('ownTerm.act')}
          </Button>
        </>
      }
    >
      <p className="small quiet">{t('ownTerm.lead')}</p>
      {(['en', 'hy', 'ru'] as const).map((language) => (
        <FieldText
          key={language}
          label={t(`ownTerm.${language}`)}
          value={labels[language] ?? ''}
          onChange={(text) => setLabels((now) => ({ ...now, [language]: text }))}
        />
      ))}
      {error !== null && <ErrorNotice error={error} />}
    </Dialog>
  );
}
