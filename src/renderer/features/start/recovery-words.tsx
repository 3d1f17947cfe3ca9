import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/button.tsx';
import { FieldText } from '../../components/field.tsx';

interface Props {
  readonly words: string;
  /** Whether the words that were asked back are right. */
  readonly onRight: (isRight: boolean) => void;
}

/** Shows the words once, then asks two of them back. */
export function RecoveryWords({ words, onRight }: Props) {
  const { t } = useTranslation('start');
  const list = words.split(' ');
  const [asked] = useState(() => twoOf(list.length));
  const [isWritten, setWritten] = useState(false);
  const [answers, setAnswers] = useState<readonly [string, string]>(['', '']);
  const right = asked.map((place, index) => answers[index]?.trim().toLowerCase() === list[place]);
  const all = right.every(Boolean);
  useEffect(() => onRight(isWritten && all), [isWritten, all, onRight]);

  if (!isWritten)
    return (
      <div className="stack">
        <p>{t('wordsLead')}</p>
        <ol className="words">
          {list.map((word, index) => (
            <li key={index}>
              <span aria-hidden>{index + 1}</span>
              {word}
            </li>
          ))}
        </ol>
        <div>
          <Button tone="primary" onPress={() => setWritten(true)}>
            {t('wordsWritten')}
          </Button>
        </div>
      </div>
    );
  const [first, second] = asked;
  return (
    <div className="stack">
      <p>{t('wordsAsk', { first: first + 1, second: second + 1 })}</p>
      <div className="two-columns">
        {asked.map((place, index) => {
          const answer = answers[index] ?? '';
          return (
            <FieldText
              key={place}
              label={t('word', { number: place + 1 })}
              value={answer}
              autoFocus={index === 0}
              onChange={(text) => setAnswers(index === 0 ? [text, answers[1]] : [answers[0], text])}
              error={answer.length > 2 && right[index] !== true ? t('wordWrong') : null}
            />
          );
        })}
      </div>
    </div>
  );
}

/** Two different places, in order. */
function twoOf(count: number): readonly [number, number] {
  const numbers = crypto.getRandomValues(new Uint32Array(2));
  const first = (numbers[0] ?? 0) % count;
  const second = (first + 1 + ((numbers[1] ?? 0) % (count - 1))) % count;
  return first < second ? [first, second] : [second, first];
}
