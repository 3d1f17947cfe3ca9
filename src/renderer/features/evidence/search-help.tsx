import { CircleHelp } from 'lucide-react';
import { Button as AriaButton, Dialog, DialogTrigger, Heading, Popover } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { evidence } from '../../i18n/en/evidence.ts';

const examples = Object.keys({
  word: 0,
  sound: 0,
  phrase: 0,
  not: 0,
  date: 0,
  camera: 0,
  place: 0,
  type: 0,
  more: 0,
} satisfies Record<
  keyof typeof evidence.searchHelp.examples,
  number
>) as readonly (keyof typeof evidence.searchHelp.examples)[];

/** What can be typed, by examples that can be tried at once. */
export function SearchHelp({ onTry }: { readonly onTry: (text: string) => void }) {
  const { t } = useTranslation('evidence');
  return (
    <DialogTrigger>
      <AriaButton className="button button-quiet button-icon" aria-label={t('searchHelp.title')}>
        <CircleHelp aria-hidden size={18} strokeWidth={1.75} />
      </AriaButton>
      <Popover className="search-help" placement="bottom start">
        <Dialog>
          {({ close }) => (
            <>
              <Heading slot="title" level={2}>
                {t('searchHelp.title')}
              </Heading>
              <p className="small">{t('searchHelp.lead')}</p>
              <dl className="search-examples">
                {examples.map((name) => (
                  <div key={name}>
                    <dt>
                      <AriaButton
                        className="search-example mono"
                        onPress={() => {
                          onTry(t(`searchHelp.examples.${name}`));
                          close();
                        }}
                      >
                        {t(`searchHelp.examples.${name}`)}
                      </AriaButton>
                    </dt>
                    <dd>{t(`searchHelp.meanings.${name}`)}</dd>
                  </div>
                ))}
              </dl>
            </>
          )}
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}
