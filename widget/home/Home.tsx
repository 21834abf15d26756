import { type ComponentChildren, Fragment } from 'preact'
import { Left } from '../card/States.tsx'
import { Button } from '../parts/Button.tsx'
import { Icon } from '../parts/Icon.tsx'
import type { IconName } from '../parts/icons.ts'
import { LiveRegions } from '../parts/LiveRegions.tsx'
import { later } from '../parts/later.tsx'
import { Toasts } from '../parts/Toasts.tsx'
import { left, offline, over, type Section, section, started } from './home.model.ts'
import { Inbox } from './inbox/Inbox.tsx'
import { visited } from './visit/visit.model.ts'
import { homeWords } from './words/index.ts'
import './home.css'

const Visit = later(async () => (await import('./visit/Visit.tsx')).Visit)
const Wishes = later(async () => (await import('../notices/WishesSection.tsx')).WishesSection)
const Settings = later(async () => (await import('./choices/Settings.tsx')).Settings)
const Absences = later(async () => (await import('../absences/Absences.tsx')).Absences)
const Leaving = later(async () => (await import('../leaving/Leaving.tsx')).Leaving)
const RolesSettings = later(async () => (await import('../roles/RolesSettings.tsx')).RolesSettings)
const SituationsSettings = later(
  async () => (await import('../situations/SituationsSettings.tsx')).SituationsSettings,
)
const FilingSettings = later(async () => (await import('../documents/FilingSettings.tsx')).FilingSettings)
const RightsSection = later(async () => (await import('./rights/RightsSection.tsx')).RightsSection)
const StorageSection = later(async () => (await import('./storage/StorageSection.tsx')).StorageSection)
const RetentionSection = later(
  async () => (await import('./retention/RetentionSection.tsx')).RetentionSection,
)
const HoldsSection = later(async () => (await import('./holds/HoldsSection.tsx')).HoldsSection)
const DossiersSection = later(async () => (await import('./dossiers/DossiersSection.tsx')).DossiersSection)
const ErasureSection = later(async () => (await import('./erasure/ErasureSection.tsx')).ErasureSection)
const AuditSection = later(async () => (await import('./audit/AuditSection.tsx')).AuditSection)
const Diagnostics = later(async () => (await import('./diagnosis/Diagnostics.tsx')).Diagnostics)

interface Entry {
  id: Section
  icon: IconName
  title: () => string
  draw: () => ComponentChildren
  admin?: true
  /** For administrators, and for compliance. */
  oversees?: true
}

interface Group {
  /** None above what is everybody's own. */
  head?: () => string
  entries: Entry[]
}

/** What the page has, in the order of its list. */
const groups: Group[] = [
  {
    entries: [
      { id: 'inbox', icon: 'chat', title: () => homeWords.inbox, draw: () => <Inbox /> },
      { id: 'notices', icon: 'bell', title: () => homeWords.notices, draw: () => <Wishes /> },
      { id: 'absences', icon: 'clock', title: () => homeWords.absences, draw: () => <Absences /> },
    ],
  },
  {
    head: () => homeWords.people,
    entries: [
      {
        id: 'roles',
        icon: 'users',
        title: () => homeWords.roles,
        draw: () => <RolesSettings />,
        admin: true,
      },
      {
        id: 'rights',
        icon: 'lock',
        title: () => homeWords.rights,
        draw: () => <RightsSection />,
        admin: true,
      },
      { id: 'leaving', icon: 'leave', title: () => homeWords.leaving, draw: () => <Leaving />, admin: true },
    ],
  },
  {
    head: () => homeWords.work,
    entries: [
      {
        id: 'situations',
        icon: 'alert',
        title: () => homeWords.situations,
        draw: () => <SituationsSettings />,
        admin: true,
      },
      {
        id: 'documents',
        icon: 'file',
        title: () => homeWords.documents,
        draw: () => <FilingSettings />,
        admin: true,
      },
      {
        id: 'uploads',
        icon: 'clip',
        title: () => homeWords.uploads,
        draw: () => <Settings of="uploads" />,
        admin: true,
      },
      {
        id: 'numbers',
        icon: 'box',
        title: () => homeWords.numbers,
        draw: () => <Settings of="numbers" />,
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
    ],
  },
  {
    head: () => homeWords.keeping,
    entries: [
      {
        id: 'storage',
        icon: 'tray',
        title: () => homeWords.storage,
        draw: () => <StorageSection />,
        admin: true,
      },
      {
        id: 'retention',
        icon: 'clock',
        title: () => homeWords.retention,
        draw: () => <RetentionSection />,
        oversees: true,
      },
      {
        id: 'holds',
        icon: 'pin',
        title: () => homeWords.holds,
        draw: () => <HoldsSection />,
        oversees: true,
      },
      {
        id: 'erasure',
        icon: 'trash',
        title: () => homeWords.erasure,
        draw: () => <ErasureSection />,
        oversees: true,
      },
      {
        id: 'dossiers',
        icon: 'download',
        title: () => homeWords.dossiers,
        draw: () => <DossiersSection />,
        oversees: true,
      },
      {
        id: 'audit',
        icon: 'eye',
        title: () => homeWords.audit,
        draw: () => <AuditSection />,
        oversees: true,
      },
    ],
  },
  {
    head: () => homeWords.connection,
    entries: [
      {
        id: 'diagnostics',
        icon: 'shield',
        title: () => homeWords.diagnostics,
        draw: () => <Diagnostics />,
        admin: true,
      },
    ],
  },
]

const entries = groups.flatMap((group) => group.entries)

/** Our own page: the list over all my cards and, for administrators, the company's settings. */
export function Home() {
  if (left.value) return <Left />
  if (visited.value) return <Visit />
  const shown = entries.find(({ id }) => id === section.value) ?? entries[0]
  return (
    <div class="home home-with-nav">
      <Nav />
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

function Nav() {
  const { admin = false, oversees = false } = started.value?.home ?? {}
  const isMine = (entry: Entry) => (entry.oversees ? oversees : admin || !entry.admin)
  return (
    <nav class="home-nav" aria-label={homeWords.sections}>
      {groups.map(({ head, entries }) => {
        const mine = entries.filter(isMine)
        return (
          <Fragment key={entries[0]?.id}>
            {head && mine.length > 0 && <p class="home-nav-head">{head()}</p>}
            {mine.map((entry) => (
              <NavItem key={entry.id} entry={entry} />
            ))}
          </Fragment>
        )
      })}
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
