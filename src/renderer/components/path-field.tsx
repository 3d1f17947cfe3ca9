import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from './button.tsx';
import { FieldText } from './field.tsx';
import type { PickKind } from './path-picker.tsx';
import { usePick } from './use-pick.tsx';

interface Props {
  readonly label: string;
  readonly hint: string;
  readonly value: string;
  readonly onChange: (path: string) => void;
  readonly kind: PickKind;
  /** Of the dialog, and of the button that takes the choice. */
  readonly title: string;
  readonly action: string;
  readonly suggestedName?: string;
  readonly isDisabled?: boolean;
  readonly isRequired?: boolean;
}

/** A path that is typed or chosen. */
export function PathField(props: Props) {
  const { t } = useTranslation();
  const { pick, element } = usePick();
  const [isUnusable, setUnusable] = useState(false);
  const { label, hint, value, onChange, kind, title, action, suggestedName, isDisabled = false } = props;
  const choose = async (): Promise<void> => {
    const asked = { kind, title, action, ...(suggestedName === undefined ? {} : { suggestedName }) };
    const [path] = (await pick(asked)) ?? [];
    if (!path) return;
    setUnusable(!('text' in path));
    if ('text' in path) onChange(path.text);
  };
  return (
    <>
      <FieldText
        label={label}
        hint={hint}
        value={value}
        onChange={(path) => {
          setUnusable(false);
          onChange(path);
        }}
        error={isUnusable ? t('pathUnusable') : null}
        isDisabled={isDisabled}
        isRequired={props.isRequired ?? false}
        trailing={
          <Button onPress={() => void choose()} isDisabled={isDisabled}>
            {t('choose')}
          </Button>
        }
      />
      {element}
    </>
  );
}
