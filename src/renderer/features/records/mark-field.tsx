import { FieldCheck } from '../../components/field.tsx';

interface Props {
  readonly label: string;
  readonly value: boolean | undefined;
  readonly onChange: (value: true | undefined) => void;
}

/** What is so or is not said: records hold no "no". */
export function MarkField({ label, value, onChange }: Props) {
  return (
    <FieldCheck isSelected={value === true} onChange={(isSo) => onChange(isSo ? true : undefined)}>
      {label}
    </FieldCheck>
  );
}
