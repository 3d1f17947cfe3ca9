import { ChevronDown, Check, Eye, EyeOff } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import {
  Button as AriaButton,
  CheckboxButton,
  CheckboxField,
  FieldError,
  Input,
  Label,
  ListBox,
  ListBoxItem,
  Popover,
  RadioButton,
  RadioField,
  RadioGroup,
  Select,
  SelectValue,
  SwitchButton,
  SwitchField,
  Text,
  TextArea,
  TextField,
} from 'react-aria-components';
import { IconButton } from './button.tsx';
import { isMostlyArmenian } from './script-of-text.ts';
import './field.css';

interface Common {
  readonly label: string;
  /** Stands under the field, always. */
  readonly hint?: ReactNode;
  /** What is wrong, and what would be right. */
  readonly error?: string | null;
  readonly isRequired?: boolean;
  readonly isDisabled?: boolean;
}

interface TextProps extends Common {
  /** Undefined: nothing is said yet. */
  readonly value: string | undefined;
  readonly onChange: (value: string) => void;
  readonly onBlur?: () => void;
  readonly lines?: number;
  readonly placeholder?: string;
  readonly autoFocus?: boolean;
  readonly isMonospaced?: boolean;
  readonly trailing?: ReactNode;
  readonly maxLength?: number;
  readonly isReadOnly?: boolean;
}

/** Nothing that is typed is kept by the browser or looked up by a spell checker. */
const noTraces = { autoComplete: 'off', spellCheck: 'false' } as const;

export function FieldText(props: TextProps) {
  const { label, hint, error, value, onChange, onBlur, lines, placeholder, trailing, isMonospaced } = props;
  return (
    <TextField
      className="field"
      value={value ?? ''}
      onChange={onChange}
      {...(onBlur ? { onBlur } : {})}
      isRequired={props.isRequired ?? false}
      isDisabled={props.isDisabled ?? false}
      isReadOnly={props.isReadOnly ?? false}
      isInvalid={Boolean(error)}
      autoFocus={props.autoFocus ?? false}
      validationBehavior="aria"
      {...noTraces}
      {...(props.maxLength === undefined ? {} : { maxLength: props.maxLength })}
    >
      <Label>{label}</Label>
      <div className="field-line">
        {lines === undefined ? (
          <Input
            className={isMonospaced ? 'field-input mono' : 'field-input'}
            dir="auto"
            {...(placeholder === undefined ? {} : { placeholder })}
          />
        ) : (
          <TextArea
            className={`field-input${isMonospaced ? ' mono' : ''}${isMostlyArmenian(value ?? '') ? ' field-armenian' : ''}`}
            dir="auto"
            rows={lines}
            {...(placeholder === undefined ? {} : { placeholder })}
          />
        )}
        {trailing}
      </div>
      {hint !== undefined && (
        <Text slot="description" className="field-hint">
          {hint}
        </Text>
      )}
      <FieldError className="field-error">{error}</FieldError>
    </TextField>
  );
}

interface SecretProps extends Common {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly autoFocus?: boolean;
  readonly showLabel: string;
  readonly hideLabel: string;
}

/** A passphrase: hidden, never offered to a password store. */
export function FieldSecret({
  label,
  hint,
  error,
  value,
  onChange,
  showLabel,
  hideLabel,
  ...rest
}: SecretProps) {
  const [shown, setShown] = useState(false);
  return (
    <TextField
      className="field"
      value={value}
      onChange={onChange}
      type={shown ? 'text' : 'password'}
      isRequired={rest.isRequired ?? false}
      isDisabled={rest.isDisabled ?? false}
      isInvalid={Boolean(error)}
      autoFocus={rest.autoFocus ?? false}
      autoComplete="new-password"
      spellCheck="false"
      validationBehavior="aria"
    >
      <Label>{label}</Label>
      <div className="field-line">
        <Input className="field-input" dir="auto" />
        <IconButton
          icon={shown ? EyeOff : Eye}
          label={shown ? hideLabel : showLabel}
          onPress={() => setShown(!shown)}
        />
      </div>
      {hint !== undefined && (
        <Text slot="description" className="field-hint">
          {hint}
        </Text>
      )}
      <FieldError className="field-error">{error}</FieldError>
    </TextField>
  );
}

export interface Choice<T extends string> {
  readonly id: T;
  readonly label: string;
  readonly hint?: string;
}

interface SelectProps<T extends string> extends Common {
  readonly choices: readonly Choice<T>[];
  readonly value: T | null;
  readonly onChange: (value: T) => void;
  readonly placeholder?: string;
  /** It is only heard: where the choices say what they are. */
  readonly isLabelHidden?: boolean;
}

export function FieldSelect<T extends string>({
  label,
  hint,
  choices,
  value,
  onChange,
  placeholder,
  isDisabled,
  isLabelHidden = false,
}: SelectProps<T>) {
  return (
    <Select
      className="field"
      value={value}
      onChange={(key) => {
        const chosen = choices.find(({ id }) => id === key);
        if (chosen) onChange(chosen.id);
      }}
      isDisabled={isDisabled ?? false}
      {...(placeholder === undefined ? {} : { placeholder })}
    >
      <Label {...(isLabelHidden ? { className: 'visually-hidden' } : {})}>{label}</Label>
      <AriaButton className="field-input field-select">
        <SelectValue />
        <ChevronDown aria-hidden size={16} />
      </AriaButton>
      {hint !== undefined && (
        <Text slot="description" className="field-hint">
          {hint}
        </Text>
      )}
      <Popover className="menu-popover">
        <ListBox className="menu">
          {choices.map((choice) => (
            <ListBoxItem key={choice.id} id={choice.id} textValue={choice.label} className="menu-item">
              <span>
                {choice.label}
                {choice.hint !== undefined && <span className="menu-hint">{choice.hint}</span>}
              </span>
            </ListBoxItem>
          ))}
        </ListBox>
      </Popover>
    </Select>
  );
}

interface CheckProps {
  readonly children: ReactNode;
  readonly isSelected: boolean;
  readonly isIndeterminate?: boolean;
  readonly onChange: (value: boolean) => void;
  readonly isDisabled?: boolean;
  /** Where no visible label stands beside it. */
  readonly label?: string;
}

export function FieldCheck({
  children,
  isSelected,
  isIndeterminate = false,
  onChange,
  isDisabled = false,
  label,
}: CheckProps) {
  return (
    <CheckboxField
      isSelected={isSelected}
      isIndeterminate={isIndeterminate}
      onChange={onChange}
      isDisabled={isDisabled}
      {...(label === undefined ? {} : { 'aria-label': label })}
    >
      <CheckboxButton className="check">
        <span className="check-box" aria-hidden>
          {isIndeterminate ? <span className="check-dash" /> : <Check size={14} strokeWidth={3} />}
        </span>
        {children !== null && <span>{children}</span>}
      </CheckboxButton>
    </CheckboxField>
  );
}

export function FieldSwitch({ children, isSelected, onChange, isDisabled = false }: CheckProps) {
  return (
    <SwitchField isSelected={isSelected} onChange={onChange} isDisabled={isDisabled}>
      <SwitchButton className="switch">
        <span className="switch-track" aria-hidden />
        <span>{children}</span>
      </SwitchButton>
    </SwitchField>
  );
}

interface CardsProps<T extends string> {
  readonly label: string;
  readonly choices: readonly Choice<T>[];
  readonly value: T;
  readonly onChange: (value: T) => void;
}

/** A few alternatives worth an explanation each. */
export function FieldCards<T extends string>({ label, choices, value, onChange }: CardsProps<T>) {
  return (
    <RadioGroup
      className="cards"
      value={value}
      onChange={(key) => {
        const chosen = choices.find(({ id }) => id === key);
        if (chosen) onChange(chosen.id);
      }}
    >
      <Label>{label}</Label>
      <div className="cards-row">
        {choices.map((choice) => (
          <RadioField key={choice.id} value={choice.id}>
            <RadioButton className="card-choice">
              <span className="card-choice-mark" aria-hidden />
              <span>
                <strong>{choice.label}</strong>
                {choice.hint !== undefined && <span className="field-hint">{choice.hint}</span>}
              </span>
            </RadioButton>
          </RadioField>
        ))}
      </div>
    </RadioGroup>
  );
}
