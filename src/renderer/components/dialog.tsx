import { X } from 'lucide-react';
import { useRef, type ReactNode } from 'react';
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { Button, IconButton, type Tone } from './button.tsx';
import { useStepFocus } from './use-step-focus.ts';
import './dialog.css';

interface Props {
  readonly title: string;
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly children: ReactNode;
  readonly actions?: ReactNode;
  readonly size?: 'small' | 'medium' | 'large' | 'wide';
  /** An alert is a question that must be answered: clicking beside it answers nothing. */
  readonly role?: 'dialog' | 'alertdialog';
}

export function Dialog({
  title,
  isOpen,
  onClose,
  children,
  actions,
  size = 'medium',
  role = 'dialog',
}: Props) {
  const { t } = useTranslation();
  const box = useRef<HTMLElement>(null);
  useStepFocus(title, () => box.current);
  return (
    <ModalOverlay
      className="overlay"
      isOpen={isOpen}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      isDismissable={role === 'dialog'}
    >
      <Modal className={`modal modal-${size}`}>
        <AriaDialog ref={box} role={role} className="dialog">
          <header className="dialog-head">
            <Heading slot="title" level={2}>
              {title}
            </Heading>
            <IconButton icon={X} label={t('close')} onPress={onClose} />
          </header>
          <div className="dialog-body">{children}</div>
          {actions !== undefined && <footer className="dialog-foot">{actions}</footer>}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}

interface ConfirmProps extends Omit<Props, 'actions' | 'role'> {
  readonly action: string;
  /** What the way back is called, where "cancel" may be read as either. */
  readonly cancel?: string;
  /** What the way back does, if more than closing. */
  readonly onCancel?: () => void;
  readonly tone?: Tone;
  /** Which of the two is recommended: the way back, where going on is for those who know better. */
  readonly preset?: 'action' | 'cancel';
  readonly onConfirm: () => void;
  readonly isDisabled?: boolean;
}

export function ConfirmDialog({
  action,
  cancel,
  onCancel,
  preset = 'action',
  tone = preset === 'action' ? 'primary' : 'plain',
  onConfirm,
  isDisabled = false,
  children,
  ...rest
}: ConfirmProps) {
  const { t } = useTranslation();
  return (
    <Dialog
      {...rest}
      role="alertdialog"
      actions={
        <>
          <Button tone={preset === 'cancel' ? 'primary' : 'plain'} onPress={onCancel ?? rest.onClose}>
            {cancel ?? t('cancel')}
          </Button>
          <Button tone={tone} onPress={onConfirm} isDisabled={isDisabled}>
            {action}
          </Button>
        </>
      }
    >
      {children}
    </Dialog>
  );
}
