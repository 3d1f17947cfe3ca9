import { useTranslation } from 'react-i18next';
import type { CopyProblem } from '../../../shared/records/backup.ts';
import { SafeText } from '../../components/safe-text.tsx';
import { Said } from '../../components/said.tsx';

const shown = 100;

/** Originals that one of the two disks does not give whole. */
export function CopyProblems({ problems }: { readonly problems: readonly CopyProblem[] }) {
  const { t } = useTranslation('keep');
  if (problems.length === 0) return null;
  return (
    <ul>
      {problems.slice(0, shown).map(({ path, where, detail }) => (
        <li key={`${where} ${path}`}>
          <SafeText>{path}</SafeText> <span className="quiet small">{t(`on.${where}`)}: </span>
          <span className="quiet small">
            <Said>{detail}</Said>
          </span>
        </li>
      ))}
    </ul>
  );
}
