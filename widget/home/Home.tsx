import { type ComponentChildren, Fragment } from 'preact'
import { Button } from '../parts/Button.tsx'
import { Icon } from '../parts/Icon.tsx'
import type { IconName } from '../parts/icons.ts'
import { LiveRegions } from '../parts/LiveRegions.tsx'
import { later } from '../parts/later.tsx'
import { Toasts } from '../parts/Toasts.tsx'
import { offline, over, type Section, section, started } from './home.model.ts'
import { Inbox } from './inbox/Inbox.tsx'
import { homeWords } from './words/index.ts'
import './home.css'

const Wishes = later(async () => (await import('../notices/WishesSection.tsx')).WishesSection)
const Settings = later(async () => (await import('./choices/Settings.tsx')).Settings)
const Absences = later(async () => (await import('../absences/Absences.tsx')).Absences)
const Leaving = later(async () => (await import('../leaving/Leaving.tsx')).Leaving)
const RolesSettings = later(async () => (await import('../roles/RolesSettings.tsx')).RolesSettings)
const SituationsSettings = later(
  async () => (await import('../situations/SituationsSettings.tsx')).SituationsSettings,
)
const RightsSection = later(async () => (await import('./rights/RightsSection.tsx')).RightsSection)
const Diagnostics = later(async () => (await import('./diagnosis/Diagnostics.tsx')).Diagnostics)

interface Entry {
  id: Section
  icon: IconName
  title: () => string
  draw: () => ComponentChildren
  admin?: true
}

/** What the page has, in the order of its list. */
const entries: Entry[] = [
  { id: 'inbox', icon: 'chat', title: () => homeWords.inbox, draw: () => <Inbox /> },
  { id: 'notices', icon: 'bell', title: () => homeWords.notices, draw: () => <Wishes /> },
  { id: 'absences', icon: 'clock', title: () => homeWords.absences, draw: () => <Absences /> },
  {
    id: 'roles',
    icon: 'users',
    title: () => homeWords.roles,
    draw: () => <RolesSettings />,
    admin: true,
  },
  {
    id: 'situations',
    icon: 'alert',
    title: () => homeWords.situations,
    draw: () => <SituationsSettings />,
    admin: true,
  },
  {
    id: 'history',
    icon: 'history',
    title: () => homeWords.history,
    draw: () => <Settings of="history" />,
    admin: true,
  },
  {
    id: 'calling',
    icon: 'bell',
    title: () => homeWords.calling,
    draw: () => <Settings of="calling" />,
    admin: true,
  },
  {
    id: 'leaving',
    icon: 'users',
    title: () => homeWords.leaving,
    draw: () => <Leaving />,
    admin: true,
  },
  {
    id: 'rights',
    icon: 'lock',
    title: () => homeWords.rights,
    draw: () => <RightsSection />,
    admin: true,
  },
  {
    id: 'diagnostics',
    icon: 'shield',
    title: () => homeWords.diagnostics,
    draw: () => <Diagnostics />,
    admin: true,
  },
]

/** Our own page: the list over all my cards and, for administrators, the company's settings. */
export function Home() {
  const admin = started.value?.home.admin === true
  const shown = entries.find(({ id }) => id === section.value) ?? entries[0]
  return (
    <div class="home home-with-nav">
      <Nav admin={admin} />
      <main class="home-main">
        <h1 class="hidden">{homeWords.title}</h1>
        <Notice />
        {shown?.draw()}
      </main>
      <Toasts />
      <LiveRegions />
    </div>
  )
}

function Nav({ admin }: { admin: boolean }) {
  const mine = entries.filter((entry) => admin || !entry.admin)
  return (
    <nav class="home-nav" aria-label={homeWords.sections}>
      {mine.map((entry, place) => (
        <Fragment key={entry.id}>
          {entry.admin && !mine[place - 1]?.admin && <p class="home-nav-head">{homeWords.admin}</p>}
          <NavItem entry={entry} />
        </Fragment>
      ))}
    </nav>
  )
}

function NavItem({ entry: { id, icon, title } }: { entry: Entry }) {
  const here = section.value === id
  return (
    <button
      type="button"
      class="home-nav-item"
      aria-current={here ? 'page' : undefined}
      onClick={() => {
        section.value = id
      }}
    >
      <Icon name={icon} size="s" />
      <span>{title()}</span>
    </button>
  )
}

/** What keeps the page from being up to date. */
function Notice() {
  if (!over.value && !offline.value) return null
  return (
    <div class="home-notice" role="status">
      <Icon name={over.value ? 'lock' : 'offline'} size="s" />
      <span>{over.value ? homeWords.over : homeWords.offline}</span>
      {over.value && (
        <Button small onClick={() => location.reload()}>
          {homeWords.refresh}
        </Button>
      )}
    </div>
  )
}
