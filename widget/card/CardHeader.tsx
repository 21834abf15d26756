import { useState } from 'preact/hooks'
import type { ShownThread } from '../../backend/shown.ts'
import { Avatar } from '../parts/Avatar.tsx'
import { IconButton } from '../parts/Button.tsx'
import { later } from '../parts/later.tsx'
import { startSearch } from '../search/search.model.ts'
import { words } from '../words/index.ts'
import { me, person, present } from './card.model.ts'
import { contextFits, contextWanted, narrow, sheet, toggleContext } from './layout.ts'
import { threadTitle } from './thread-looks.ts'
import { firstName } from './thread-words.ts'
import './card-header.css'

const ThreadMenu = later(async () => (await import('./HeaderMenus.tsx')).ThreadMenu)
const ThreadSwitch = later(async () => (await import('./HeaderMenus.tsx')).ThreadSwitch)

const mostAvatars = 3

/** Which discussion this is, who is in it, and what can be done with it. */
export function CardHeader({ thread }: { thread: ShownThread }) {
  const [open, setOpen] = useState<{ what: 'menu' | 'switch'; anchor: HTMLElement }>()
  const panelShown = contextFits.value ? contextWanted.value : sheet.value === 'context'
  const close = () => setOpen(undefined)
  return (
    <header class="card-header" data-region="header">
      {narrow.value && (
        <IconButton
          icon="back"
          label={words.header.back}
          onClick={() => {
            sheet.value = 'nav'
          }}
        />
      )}
      <div class="card-header-title">
        <h1>
          <span class="isolate ellipsis">{threadTitle(thread)}</span>
          {narrow.value && (
            <IconButton
              icon="chevron"
              small
              label={words.header.change}
              aria-haspopup="menu"
              onClick={({ currentTarget }) => setOpen({ what: 'switch', anchor: currentTarget })}
            />
          )}
        </h1>
        <p class="ellipsis">{subtitle(thread)}</p>
      </div>
      {!narrow.value && <Stack thread={thread} />}
      <IconButton icon="search" label={words.header.search} onClick={startSearch} />
      {!narrow.value && (
        <IconButton icon="panel" label={words.header.panel} pressed={panelShown} onClick={toggleContext} />
      )}
      <IconButton
        icon="more"
        label={words.header.menu}
        aria-haspopup="menu"
        onClick={({ currentTarget }) => setOpen({ what: 'menu', anchor: currentTarget })}
      />
      {open?.what === 'menu' && <ThreadMenu thread={thread} anchor={open.anchor} onClose={close} />}
      {open?.what === 'switch' && <ThreadSwitch anchor={open.anchor} onClose={close} />}
    </header>
  )
}

/** "6 участников · Дмитрий в сети". */
function subtitle({ members }: ShownThread): string {
  const others = members.filter((id) => id !== me.value.id && present.value.has(id))
  const [first, second] = others.map(firstName)
  const count = words.people(members.length)
  if (!first) return count
  const names =
    others.length === 1
      ? first
      : second && others.length === 2
        ? words.header.both(first, second)
        : words.header.andMore(first, others.length - 1)
  return `${count} · ${words.header.online(names, others.length)}`
}

/** Those who are here first. */
function Stack({ thread: { members } }: { thread: ShownThread }) {
  const here = (id: string) => Number(present.value.has(id))
  const shown = [...members].sort((a, b) => here(b) - here(a)).slice(0, mostAvatars)
  const rest = members.length - shown.length
  return (
    <span class="avatar-stack" role="img" aria-label={words.people(members.length)}>
      {shown.map((id) => (
        <Avatar key={id} person={person(id)} size={28} />
      ))}
      {rest > 0 && (
        <span class="avatar avatar-28 avatar-colour5">
          <bdi>+{rest}</bdi>
        </span>
      )}
    </span>
  )
}
