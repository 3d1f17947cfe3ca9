import { useMutation, useQueryClient } from '@tanstack/react-query';
import { FileCheck2, Flame } from 'lucide-react';
import { useState } from 'react';
import { FileTrigger } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/button.tsx';
import { FieldText } from '../../components/field.tsx';
import { ErrorNotice, Notice } from '../../components/notice.tsx';
import { Facts, Section } from '../../components/page.tsx';
import { plainText, SafeText } from '../../components/safe-text.tsx';
import { toBase64 } from '../../host/base64.ts';
import { useFormats } from '../../i18n/format.ts';
import { useArchive, useSession } from '../../session/session.tsx';
import { ClearDialog } from './clear-dialog.tsx';
import type { Coverage, Shown } from './types.ts';

interface Chosen {
  readonly name: string;
  readonly receipt: string;
  readonly signature: string;
}

async function read(files: readonly File[]): Promise<Chosen | null> {
  const signature = files.find(({ name }) => name.endsWith('.minisig'));
  const receipt = files.find((file) => file !== signature);
  if (!signature || !receipt || files.length !== 2) return null;
  const [one, other] = await Promise.all([receipt.arrayBuffer(), signature.arrayBuffer()]);
  return {
    name: receipt.name,
    receipt: toBase64(new Uint8Array(one)),
    signature: toBase64(new Uint8Array(other)),
  };
}

/** The office signed that it has a package: what that covers, hash by hash, may be cleared here. */
export function ClearHandedOver() {
  const { t } = useTranslation('keep');
  const { host } = useSession();
  const { handle: archive, access } = useArchive();
  const queries = useQueryClient();
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const [isIncomplete, setIncomplete] = useState(false);
  const [keys, setKeys] = useState('');
  const [isClearing, setClearing] = useState(false);
  const shown: Shown | null = chosen && {
    receipt: chosen.receipt,
    signature: chosen.signature,
    keys: keys.split(/\s+/).filter((key) => key !== ''),
  };
  const { mutate, reset, data, error, isPending } = useMutation({
    mutationFn: async () =>
      shown && host.client.handOver.record({ archive, ...shown, keys: [...shown.keys] }),
    onSettled: () => queries.invalidateQueries(),
  });
  const choose = async (files: readonly File[]): Promise<void> => {
    reset();
    const found = await read(files);
    setIncomplete(found === null);
    setChosen(found);
  };
  return (
    <Section title={t('clear')}>
      <p>{t('clearLead')}</p>
      <div className="stack-tight">
        <div className="row">
          <FileTrigger
            allowsMultiple
            onSelect={(files) => {
              if (files) void choose([...files]);
            }}
          >
            <Button isDisabled={access === 'read'}>{t('receiptFiles')}</Button>
          </FileTrigger>
          {chosen && <SafeText>{chosen.name}</SafeText>}
        </div>
        <p className="quiet small">{t('receiptFilesHint')}</p>
      </div>
      {isIncomplete && <Notice tone="caution" title={t('receiptBoth')} />}
      <FieldText
        label={t('officeKeys')}
        hint={t('officeKeysHint')}
        value={keys}
        onChange={(text) => {
          reset();
          setKeys(text);
        }}
        isMonospaced
      />
      <div>
        <Button
          icon={FileCheck2}
          onPress={() => mutate()}
          isDisabled={shown === null || isPending || access === 'read'}
        >
          {t('receiptTake')}
        </Button>
      </div>
      {error !== null && <ErrorNotice error={error} />}
      {data && shown && (
        <>
          <Covered coverage={data} />
          {data.covered.length > 0 && (
            <div>
              <Button tone="danger" icon={Flame} onPress={() => setClearing(true)}>
                {t('clearAction')}
              </Button>
            </div>
          )}
          {isClearing && (
            <ClearDialog
              shown={shown}
              coverage={data}
              onClose={() => {
                setClearing(false);
                reset();
              }}
            />
          )}
        </>
      )}
    </Section>
  );
}

function Covered({ coverage }: { readonly coverage: Coverage }) {
  const { t } = useTranslation('keep');
  const format = useFormats();
  const { receipt, covered, left, already } = coverage;
  return (
    <Notice
      tone={covered.length > 0 && left.length === 0 ? 'good' : 'info'}
      title={covered.length > 0 ? t('covers', { count: covered.length }) : t('coversNothing')}
    >
      <Facts
        rows={[
          [t('receiptOf', { date: format.day(receipt.receivedAt) }), ''],
          [t('receiptPackage'), <code key="package">{receipt.package}</code>],
          [t('receiptKey'), <code key="key">{plainText(receipt.signingKey)}</code>],
        ]}
      />
      {already.length > 0 && <p>{t('clearedBefore', { count: already.length })}</p>}
      {left.length > 0 && (
        <details>
          <summary>{t('stays', { count: left.length })}</summary>
          <ul>
            {left.slice(0, 200).map(({ number, reason }) => (
              <li key={number}>
                <span className="numeric">{number}</span> · {t(`staysWhy.${reason}`)}
              </li>
            ))}
          </ul>
        </details>
      )}
    </Notice>
  );
}
