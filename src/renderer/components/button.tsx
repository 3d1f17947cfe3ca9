import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button as AriaButton, Tooltip, TooltipTrigger, type ButtonProps } from 'react-aria-components';
import './button.css';

export type Tone = 'primary' | 'plain' | 'quiet' | 'danger';

interface Props extends Omit<ButtonProps, 'className' | 'children' | 'style'> {
  readonly tone?: Tone;
  readonly icon?: LucideIcon;
  readonly size?: 'normal' | 'large' | 'small';
  readonly children: ReactNode;
}

export function Button({ tone = 'plain', icon: Icon, size = 'normal', children, ...rest }: Props) {
  return (
    <AriaButton {...rest} className={`button button-${tone} button-${size}`}>
      {Icon && <Icon aria-hidden size={size === 'large' ? 20 : 16} strokeWidth={1.75} />}
      <span>{children}</span>
    </AriaButton>
  );
}

interface IconProps extends Omit<ButtonProps, 'className' | 'children' | 'style'> {
  readonly icon: LucideIcon;
  /** What it does: its name for screen readers, and its tooltip. */
  readonly label: string;
  readonly tone?: Tone;
}

export function IconButton({ icon: Icon, label, tone = 'quiet', ...rest }: IconProps) {
  return (
    <TooltipTrigger delay={600}>
      <AriaButton {...rest} aria-label={label} className={`button button-${tone} button-icon`}>
        <Icon aria-hidden size={18} strokeWidth={1.75} />
      </AriaButton>
      <Tooltip className="tooltip" offset={6}>
        {label}
      </Tooltip>
    </TooltipTrigger>
  );
}
