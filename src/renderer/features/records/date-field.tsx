import { useTranslation } from 'react-i18next';
import { readEdtf } from '../../../shared/dates/edtf.ts';
import { suggestDates } from '../../../shared/dates/suggest.ts';
import { Button } from '../../components/button.tsx';
import { FieldText } from '../../components/field.tsx';
import { useDateWords } from './date-words.ts';

interface Props {
  readonly label: string;
  readonly value: string | undefined;
  readonly onChange: (value: string) => void;
  readonly isRequired?: boolean;
  readonly hasHint?: boolean;
}

/** A date as sure as it is known (EDTF): what is typed otherwise is offered as one, and said back in words. */
export function DateField({ label, value = '', onChange, isRequired = false, hasHint = false }: Props) {
  const { t: say } = useTranslation('evidence');
  const words = useDateWords();
  const typed = value.trim();
  const reading = readEdtf(typed);
  const isWrong = typed !== '' && !reading.ok;
  const meant = isWrong ? suggestDates(typed).filter((date) => date !== typed) : [];
  const problem =
    isWrong && meant.length === 0 ? (reading.code === 'empty' ? 'not-edtf' : reading.code) : null;
  const hint = typed !== '' && reading.ok ? words(typed) : hasHint ? say('capturedHint') : undefined;
  return (
    <div className="stack-tight">
      <FieldText
        label={label}
        value={value}
        onChange={onChange}
        onBlur={() => {
          // Where it can only mean one date, it is that one.
          const [only] = meant;
          if (only !== undefined && meant.length === 1) onChange(only);
        }}
        isRequired={isRequired}
        error={problem && say(`problem.${problem}`)}
        {...(hint === undefined ? {} : { hint })}
      />
      {meant.length > 0 && (
        <div className="row" role="group" aria-label={say('capturedMeant')}>
          <span className="small quiet">{say('capturedMeant')}</span>
          {meant.slice(0, 4).map((date) => (
            <Button key={date} size="small" onPress={() => onChange(date)}>
              {date} · {words(date)}
            </Button>
          ))}
        </div>
      )}
    </div>
  );
}
