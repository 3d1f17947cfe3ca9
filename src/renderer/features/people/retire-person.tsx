import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { FileTrigger } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { IdentityRecord } from '../../../shared/records/identity.ts';
import { Button } from '../../components/button.tsx';
import { ConfirmDialog } from '../../components/dialog.tsx';
import { FieldCards, FieldCheck, FieldSecret, FieldSelect, FieldText } from '../../components/field.tsx';
import { ErrorNotice } from '../../components/notice.tsx';
import { plainText } from '../../components/safe-text.tsx';
import { useArchive, useSession } from '../../session/session.tsx';

type By = 'own' | 'statement' | 'office';

interface Props {
  readonly person: IdentityRecord;
  /** Those whose key may retire others. */
  readonly offices: readonly IdentityRecord[];
  readonly onClose: () => void;
}

/** A statement is a few lines. */
const longest = 10_000;

function isDay(text: string): boolean {
  const at = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().slice(0, 10) === text;
}

/** Ends a key: by itself, by the statement that was made with it, or by an office. */
export function RetirePerson({ person, offices, onClose }: Props) {
  const { t } = useTranslation('people');
  const { host } = useSession();
  const { handle: archive } = useArchive();
  const queries = useQueryClient();
  const others = offices.filter(({ id }) => id !== person.id);
  const [by, setBy] = useState<By>('own');
  const [passphrase, setPassphrase] = useState('');
  const [statement, setStatement] = useState('');
  const [office, setOffice] = useState<string | null>(others[0]?.name ?? null);
  const [isCompromised, setCompromised] = useState(false);
  const [since, setSince] = useState('');
  const name = plainText(person.name);
  const signer = by === 'office' ? office : person.name;
  const { mutate, error, isPending } = useMutation({
    mutationFn: () =>
      host.client.identities.retire({
        archive,
        name: person.name,
        proof:
          by === 'statement'
            ? { statement }
            : { by: signer ?? '', passphrase: passphrase === '' ? null : passphrase },
        compromisedSince: isCompromised ? since.trim() : null,
      }),
    gcTime: 0,
    onSuccess: onClose,
    onSettled: () => queries.invalidateQueries(),
  });
  const isReady =
    !isPending &&
    (by === 'statement' ? statement.trim() !== '' : signer !== null) &&
    (!isCompromised || isDay(since.trim()));
  return (
    <ConfirmDialog
      title={t('retireTitle', { name })}
      isOpen
      onClose={onClose}
      action={t('retireAction')}
      tone="danger"
      isDisabled={!isReady}
      onConfirm={() => mutate()}
    >
      <p>{t('retireLead')}</p>
      <FieldCards
        label={t('retireBy')}
        value={by}
        onChange={(next) => {
          setBy(next);
          setPassphrase('');
        }}
        choices={[
          { id: 'own', label: t('byOwnKey'), hint: t('byOwnKeyHint') },
          { id: 'statement', label: t('byStatement'), hint: t('byStatementHint') },
          ...(others.length > 0
            ? [{ id: 'office' as const, label: t('byOffice'), hint: t('byOfficeHint') }]
            : []),
        ]}
      />
      {by === 'statement' && (
        <div className="stack-tight">
          <FieldText
            label={t('statement')}
            hint={t('statementHint')}
            value={statement}
            onChange={setStatement}
            lines={5}
            isMonospaced
            maxLength={longest}
          />
          <div>
            <FileTrigger
              onSelect={(files) => {
                const [chosen] = files ?? [];
                if (chosen) void chosen.slice(0, longest).text().then(setStatement);
              }}
            >
              <Button size="small">{t('chooseStatement')}</Button>
            </FileTrigger>
          </div>
        </div>
      )}
      {by === 'office' && (
        <FieldSelect
          label={t('officeWho')}
          value={office}
          onChange={setOffice}
          choices={others.map((other) => ({ id: other.name, label: plainText(other.name) }))}
        />
      )}
      {by !== 'statement' && signer !== null && (
        <FieldSecret
          label={t('passphraseOf', { name: plainText(signer) })}
          hint={t('unlockHint')}
          value={passphrase}
          onChange={setPassphrase}
          showLabel={t('showSecret', { ns: 'start' })}
          hideLabel={t('hideSecret', { ns: 'start' })}
        />
      )}
      <FieldCheck isSelected={isCompromised} onChange={setCompromised}>
        {t('isCompromised')}
      </FieldCheck>
      {isCompromised && (
        <FieldText
          label={t('since')}
          hint={t('sinceHint')}
          value={since}
          onChange={setSince}
          error={since !== '' && !isDay(since.trim()) ? t('sinceWrong') : null}
          maxLength={10}
        />
      )}
      {error !== null && <ErrorNotice error={error} />}
    </ConfirmDialog>
  );
}
