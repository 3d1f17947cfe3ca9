import { CircleCheck, CircleHelp, CircleX } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Review } from '../../../shared/catalogue/parts.ts';
import { FieldSelect, FieldText } from '../../components/field.tsx';
import { SafeText } from '../../components/safe-text.tsx';
import { DateField } from './date-field.tsx';
import { useDateWords } from './date-words.ts';
import { RowsEditor } from './rows-editor.tsx';
import './reviews-editor.css';

const answers = ['asked', 'agrees', 'disagrees'] as const;
const answerOf = ({ agrees }: Review): (typeof answers)[number] =>
  agrees === undefined ? 'asked' : agrees ? 'agrees' : 'disagrees';
const icons = { asked: CircleHelp, agrees: CircleCheck, disagrees: CircleX } as const;

/** Who was asked, and what each said. */
export function ReviewsEditor({
  value,
  onChange,
}: {
  readonly value: readonly Review[] | undefined;
  readonly onChange: (reviews: readonly Review[]) => void;
}) {
  const { t } = useTranslation('records');
  return (
    <RowsEditor<Review>
      label={t('review.reviewers')}
      add={t('review.add')}
      value={value}
      onChange={onChange}
      empty={{ reviewer: '' }}
    >
      {({ row: review, change, field }) => (
        <>
          <div className="record-name-line">
            <FieldText label={t('review.reviewer')} {...field('reviewer')} />
            <FieldSelect
              label={t('review.answer')}
              choices={answers.map((id) => ({ id, label: t(`review.${id}`) }))}
              value={answerOf(review)}
              onChange={(answer) => change({ agrees: answer === 'asked' ? undefined : answer === 'agrees' })}
            />
            <DateField label={t('review.on')} {...field('on')} />
          </div>
          <FieldText
            label={t(review.agrees === false ? 'review.dissent' : 'review.note')}
            lines={2}
            {...field('note')}
          />
        </>
      )}
    </RowsEditor>
  );
}

/** What reviewers said, dissent first and in their words. */
export function Reviews({ reviews }: { readonly reviews: readonly Review[] | undefined }) {
  const { t } = useTranslation('records');
  const words = useDateWords();
  if (!reviews || reviews.length === 0) return null;
  const order = { disagrees: 0, asked: 1, agrees: 2 } as const;
  const sorted = [...reviews].sort((one, other) => order[answerOf(one)] - order[answerOf(other)]);
  return (
    <ul className="record-reviews" aria-label={t('review.reviewers')}>
      {sorted.map((review, at) => {
        const answer = answerOf(review);
        const Icon = icons[answer];
        return (
          <li key={at} className={`record-review record-review-${answer}`}>
            <Icon aria-hidden size={16} strokeWidth={1.75} />
            <div>
              <p className="small">
                <strong>
                  <SafeText>{review.reviewer}</SafeText>
                </strong>{' '}
                <span className="quiet">
                  {t(`review.${answer}`)}
                  {review.on !== undefined && ` · ${words(review.on)}`}
                </span>
              </p>
              {review.note !== undefined && (
                <blockquote>
                  <SafeText multiline>{review.note}</SafeText>
                </blockquote>
              )}
            </div>
          </li>
        );
      })}
    </ul>
  );
}
