import { useTranslation } from 'react-i18next';
import type { Name } from '../../../shared/catalogue/parts.ts';
import { SafeText } from '../../components/safe-text.tsx';
import { useDateWords } from './date-words.ts';
import { useTerms } from './vocabularies.ts';
import './record-parts.css';

/** The name in the reader's language large, every other one in its own script, with whose it is. */
export function NamesHead({ number, names }: { readonly number: string; readonly names: readonly Name[] }) {
  const { t, i18n } = useTranslation('records');
  const terms = useTerms();
  const words = useDateWords();
  const spoken = names.find(({ language }) => language?.split('-')[0] === i18n.language) ?? names[0];
  const about = ({ language, kind, accordingTo, period, source }: Name): string =>
    [
      language,
      kind === undefined ? undefined : terms.label('name-kinds', kind),
      accordingTo === undefined ? undefined : `${t('name.accordingTo')}: ${accordingTo}`,
      period === undefined ? undefined : words(period),
      source,
    ]
      .filter((one) => one !== undefined)
      .join(' · ');
  return (
    <div>
      <span className="quiet small numeric">{number}</span>
      <h2 lang={spoken?.language}>
        <SafeText>{spoken?.text ?? ''}</SafeText>
      </h2>
      {names.length > 0 && (
        <ul className="record-names" aria-label={t('name.names')}>
          {names
            .toSorted((one, other) => Number(other === spoken) - Number(one === spoken))
            .filter((name) => name !== spoken || about({ ...name, language: undefined }) !== '')
            .map((name, at) => (
              <li key={at}>
                {name !== spoken && (
                  <strong lang={name.language}>
                    <SafeText>{name.text}</SafeText>
                  </strong>
                )}{' '}
                <span className="quiet">
                  <SafeText>{about(name)}</SafeText>
                </span>
              </li>
            ))}
        </ul>
      )}
    </div>
  );
}
