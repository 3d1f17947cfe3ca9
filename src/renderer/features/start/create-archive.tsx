import { useQuery } from '@tanstack/react-query';
import { useEffect, useId, useRef, useState, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import type { Protection } from '../../../shared/records/keys.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { FieldCards, FieldSecret, FieldText } from '../../components/field.tsx';
import { ErrorNotice } from '../../components/notice.tsx';
import { usePick } from '../../components/use-pick.tsx';
import { useStepFocus } from '../../components/use-step-focus.ts';
import { useSession } from '../../session/session.tsx';
import { go } from '../../shell/route.ts';
import { archiveFolder } from './archive-folder.ts';
import { RecoveryWords } from './recovery-words.tsx';

/** Shorter ones are guessed in days, however slow each guess is made. */
const shortest = 12;

interface Draft {
  readonly name: string;
  /** Null: where it is proposed. */
  readonly folder: string | null;
  readonly operator: string;
  readonly protection: 'encrypted' | 'plain';
  readonly passphrase: string;
  readonly again: string;
  readonly office: string;
}

const empty: Draft = {
  name: '',
  folder: null,
  operator: '',
  protection: 'encrypted',
  passphrase: '',
  again: '',
  office: '',
};

interface Props {
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

export function CreateArchive({ isOpen, onClose }: Props) {
  return isOpen ? <Steps onClose={onClose} /> : null;
}

function Steps({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation('start');
  const { host, open } = useSession();
  const [typed, setDraft] = useState<Draft>(empty);
  const { data: proposed } = useQuery({
    queryKey: ['archives', 'propose'],
    queryFn: () => host.client.archives.proposeSample({ name: 'x' }),
  });
  const draft = { ...typed, folder: typed.folder ?? proposed?.folder ?? '' };
  const [words, setWords] = useState<string | null>(null);
  const [isRight, setRight] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const isEncrypted = draft.protection === 'encrypted';
  // What is not filled in is said once somebody wants to go on, and only as long as it is so.
  const [asked, setAsked] = useState(0);
  const wrong = problemsOf(draft, asked > 0);
  const form = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (asked > 0) form.current?.querySelector<HTMLElement>('[aria-invalid]')?.focus();
  }, [asked]);
  const formId = useId();
  const failed = useRef<HTMLDivElement>(null);
  useStepFocus(error, () => failed.current);

  const attempt = async (work: () => Promise<void>): Promise<void> => {
    setBusy(true);
    setError(null);
    try {
      await work();
    } catch (failure) {
      setError(failure);
    } finally {
      setBusy(false);
    }
  };
  const proceed = (): void => {
    if (words === null && Object.keys(problemsOf(draft, true)).length > 0) {
      setAsked(asked + 1);
      return;
    }
    void attempt(async () => {
      if (isEncrypted && words === null) {
        await host.client.archives.tryPlace({ path: archiveFolder(draft.folder, draft.name) });
        setWords((await host.client.keys.proposeWords()).words);
        return;
      }
      const encryption = isEncrypted ? protections(draft, words ?? '') : null;
      const operator = draft.operator.trim() === '' ? null : draft.operator.trim();
      const path = archiveFolder(draft.folder, draft.name);
      await host.client.archives.create({ path, name: draft.name.trim(), operator, encryption });
      await open({
        path,
        access: 'write',
        unlock: isEncrypted ? { by: 'passphrase', passphrase: draft.passphrase } : null,
      });
      onClose();
      go('take-in');
    });
  };

  const canProceed = !isBusy && (words === null || isRight);
  return (
    <Dialog
      title={words === null ? t('createTitle') : t('wordsTitle')}
      isOpen
      onClose={onClose}
      role="alertdialog"
      actions={
        <>
          <Button onPress={words === null ? onClose : () => setWords(null)} isDisabled={isBusy}>
            {words === null ? t('cancel', { ns: 'common' }) : t('back', { ns: 'common' })}
          </Button>
          <Button tone="primary" type="submit" form={formId} isDisabled={!canProceed}>
            {isEncrypted && words === null ? t('next', { ns: 'common' }) : t('create')}
          </Button>
        </>
      }
    >
      <form
        id={formId}
        onSubmit={(event) => {
          event.preventDefault();
          proceed();
        }}
      >
        {words === null ? (
          <Form box={form} draft={draft} wrong={wrong} onChange={setDraft} />
        ) : (
          <RecoveryWords words={words} onRight={setRight} />
        )}
      </form>
      {isBusy && <p className="quiet small">{t('creating')}</p>}
      <div ref={failed}>{error !== null && <ErrorNotice error={error} />}</div>
    </Dialog>
  );
}

/** With where it is to be. */
type Placed = Draft & { readonly folder: string };

interface FormProps {
  readonly box: RefObject<HTMLDivElement | null>;
  readonly draft: Placed;
  readonly wrong: Problems;
  readonly onChange: (draft: Draft) => void;
}

function Form({ box, draft, wrong, onChange }: FormProps) {
  const { t } = useTranslation('start');
  const { pick, element } = usePick();
  const set = (part: Partial<Draft>): void => onChange({ ...draft, ...part });
  const chooseFolder = async (): Promise<void> => {
    const [path] = (await pick({ kind: 'folder', title: t('wherePick'), action: t('whereAction') })) ?? [];
    if (path && 'text' in path) set({ folder: path.text });
  };
  const said = (problem: Problem | undefined): string | null =>
    problem === undefined ? null : t(problem, { count: shortest });
  const secrets = { showLabel: t('showSecret'), hideLabel: t('hideSecret') };
  return (
    <div className="stack" ref={box}>
      <div className="two-columns">
        <FieldText
          label={t('name')}
          hint={t('nameHint')}
          value={draft.name}
          onChange={(name) => set({ name })}
          isRequired
          error={said(wrong.name)}
          autoFocus
          maxLength={200}
        />
        <FieldText
          label={t('operator')}
          hint={t('operatorHint')}
          value={draft.operator}
          onChange={(operator) => set({ operator })}
          maxLength={500}
        />
      </div>
      <FieldText
        label={t('where')}
        hint={t('whereHint')}
        value={draft.folder}
        onChange={(folder) => set({ folder })}
        isRequired
        error={said(wrong.folder)}
        trailing={<Button onPress={() => void chooseFolder()}>{t('choose', { ns: 'common' })}</Button>}
      />
      <FieldCards
        label={t('protection')}
        value={draft.protection}
        onChange={(protection) => set({ protection })}
        choices={[
          { id: 'encrypted', label: t('encrypted'), hint: t('encryptedHint') },
          { id: 'plain', label: t('plain'), hint: t('plainHint') },
        ]}
      />
      {draft.protection === 'encrypted' && (
        <>
          <div className="two-columns">
            <FieldSecret
              label={t('passphraseNew')}
              hint={t('passphraseHint')}
              value={draft.passphrase}
              onChange={(passphrase) => set({ passphrase })}
              error={said(wrong.passphrase)}
              {...secrets}
            />
            <FieldSecret
              label={t('passphraseAgain')}
              value={draft.again}
              onChange={(again) => set({ again })}
              error={said(wrong.again)}
              {...secrets}
            />
          </div>
          <FieldText
            label={t('office')}
            hint={t('officeHint')}
            value={draft.office}
            onChange={(office) => set({ office })}
            isMonospaced
          />
        </>
      )}
      {element}
    </div>
  );
}

type Problem = 'nameMissing' | 'whereMissing' | 'passphraseShort' | 'passphraseDiffers';
type Problems = Partial<Record<'name' | 'folder' | 'passphrase' | 'again', Problem>>;

/** What is wrong, by field. Fields that are empty count once somebody wants to go on. */
function problemsOf(draft: Placed, isAsked: boolean): Problems {
  const { name, folder, protection, passphrase, again } = draft;
  const counts = (text: string): boolean => isAsked || text !== '';
  const isEncrypted = protection === 'encrypted';
  return {
    ...(isAsked && name.trim() === '' ? { name: 'nameMissing' } : {}),
    ...(isAsked && folder.trim() === '' ? { folder: 'whereMissing' } : {}),
    ...(isEncrypted && counts(passphrase) && passphrase.length < shortest
      ? { passphrase: 'passphraseShort' }
      : {}),
    ...(isEncrypted && counts(again) && again !== passphrase ? { again: 'passphraseDiffers' } : {}),
  };
}

function protections({ passphrase, office }: Draft, words: string): Protection[] {
  return [
    { by: 'passphrase', passphrase, label: null },
    { by: 'recovery', words, label: null },
    ...(office.trim() === '' ? [] : [{ by: 'office' as const, recipient: office.trim(), label: null }]),
  ];
}
