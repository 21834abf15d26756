import { Icon } from './Icon.tsx'
import type { IconName } from './icons.ts'
import { Popover } from './Popover.tsx'

export type MenuItem = {
  icon?: IconName
  label: string
  onSelect: () => void
  danger?: boolean
  disabled?: boolean
}

type MenuProps = { anchor: HTMLElement; items: MenuItem[]; onClose: () => void; label: string }

/** Choices beside a button. Arrows, Home and End move; choosing closes and gives the focus back first. */
export function Menu({ anchor, items, onClose, label }: MenuProps) {
  const choose = (item: MenuItem) => {
    onClose()
    anchor.focus()
    item.onSelect()
  }
  return (
    <Popover anchor={anchor} label={label} onClose={onClose} role="menu">
      {items.map((item) => (
        <button
          key={item.label}
          type="button"
          role="menuitem"
          class={item.danger ? 'menu-item menu-item-danger' : 'menu-item'}
          tabIndex={-1}
          disabled={item.disabled}
          onClick={() => choose(item)}
          onKeyDown={moveAlong}
        >
          {item.icon && <Icon name={item.icon} size="s" />}
          <span>{item.label}</span>
        </button>
      ))}
    </Popover>
  )
}

/** Moves the focus among the enabled buttons around the pressed one. */
function moveAlong(event: KeyboardEvent) {
  const here = event.currentTarget as HTMLElement
  const all = [...(here.parentElement?.querySelectorAll<HTMLElement>('[role=menuitem]:enabled') ?? [])]
  const at = all.indexOf(here)
  const to: Record<string, number> = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }
  const next = to[event.key]
  if (next === undefined) return
  event.preventDefault()
  event.stopPropagation()
  all.at(next === all.length ? 0 : next)?.focus()
}
