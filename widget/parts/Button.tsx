import type { ComponentChildren, JSX } from 'preact'
import { Icon } from './Icon.tsx'
import type { IconName } from './icons.ts'
import './button.css'

type Rest = Omit<JSX.IntrinsicElements['button'], 'size' | 'icon' | 'label' | 'children'>

type ButtonProps = Rest & {
  kind?: 'primary' | 'outline' | 'text' | 'danger'
  small?: boolean
  children: ComponentChildren
}

export function Button({ kind = 'outline', small, children, class: more, ...rest }: ButtonProps) {
  const names = ['button', `button-${kind}`, small && 'button-small', more].filter(Boolean).join(' ')
  return (
    <button type="button" {...rest} class={names}>
      {children}
    </button>
  )
}

type IconButtonProps = Rest & {
  icon: IconName
  /** What it does, for those who hear it and in the tooltip. */
  label: string
  pressed?: boolean | undefined
  small?: boolean
}

export function IconButton({ icon, label, pressed, small, class: more, ...rest }: IconButtonProps) {
  const names = ['icon-button', small && 'icon-button-small', more].filter(Boolean).join(' ')
  return (
    <button type="button" title={label} {...rest} class={names} aria-label={label} aria-pressed={pressed}>
      <Icon name={icon} size={small ? 's' : 'm'} />
    </button>
  )
}
