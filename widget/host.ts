/** The page that frames us: its adapter, its colours, and how tall it lets us be. */
import type { Bootstrap } from '../backend/shown.ts'
import type { Host, HostName, RecordRef } from '../crm-adapters/port.ts'
import { toast } from './parts/toast.ts'
import { words } from './words/index.ts'

let opened: (host: Host | Promise<Host>) => void
const opening = new Promise<Host>((resolve) => {
  opened = resolve
})

/** The host, once it has answered; rejects when it did not, or when nobody frames us. */
export function host(): Promise<Host> {
  return opening
}

/** A token of the host by which it vouches for the person; a word that proves nothing where it gives none. */
export async function proof(): Promise<string> {
  try {
    return await (await opening).proof()
  } catch {
    return 'none'
  }
}

/** Takes up with the page's host. To be called after the first paint: drawing needs none of it. */
export function openHost(connecting: Promise<Host>): void {
  opened(connecting)
  opening.then(
    (found) => {
      found.onTheme(paint)
      fillWindow(found)
    },
    // Nothing is lost for reading and writing: what needs the host asks `host()` and says so itself.
    (error: unknown) => console.info('no host:', error),
  )
}

/**
 * `?theme=` of the page wins over the host; `auto` follows the system. Light until somebody says otherwise, or as the host
 * looks when it opens us.
 */
export function followTheme(asked: string | null, look: string | null = null): void {
  if (asked === 'light' || asked === 'dark') themeIsAsked = true
  paint((asked ?? look) === 'dark' ? 'dark' : 'light', 'asked')
  if (asked !== 'auto') return
  themeIsAsked = true
  const dark = window.matchMedia('(prefers-color-scheme: dark)')
  const follow = () => paint(dark.matches ? 'dark' : 'light', 'asked')
  dark.addEventListener('change', follow)
  follow()
}

let themeIsAsked = false

function paint(theme: 'light' | 'dark', by: 'asked' | 'host' = 'host') {
  if (by === 'host' && themeIsAsked) return
  document.documentElement.dataset.theme = theme
}

/** Loads the adapter of the page's host. */
export async function connect({ host: name, portal }: Pick<Bootstrap, 'host' | 'portal'>): Promise<Host> {
  if (window.parent === window) throw new Error('the page is not in a frame')
  switch (name) {
    case 'bitrix24': {
      const { connectBitrix24 } = await import('../crm-adapters/bitrix24/host.ts')
      return connectBitrix24(portal)
    }
    case 'dynamics365':
      throw new Error('its pages take up with it before anybody has signed in')
  }
}

/** Pixels. */
const least = 560
/** What a CRM's own header, tabs and the browser take of a screen. */
const furniture = 280

/**
 * Asks for the height the screen has room for. Only the screen is measured, never our own window, so that a host
 * which answers by resizing us does not make us ask again.
 */
function fillWindow(found: Host) {
  let asked = 0
  const ask = () => {
    // What the host gave at first is never too much.
    const wanted = Math.max(least, window.screen.availHeight - furniture, asked || window.innerHeight)
    if (wanted === asked) return
    asked = wanted
    found.fit(wanted).catch((error: unknown) => console.info('the host kept its height:', error))
  }
  ask()
  window.addEventListener('resize', ask)
}

/** Opens another record's page in the host, beside the card. */
export function openRecord({ type, id }: RecordRef): Promise<void> {
  return inHost((found) => found.open(pathOf[found.name](type, id)))
}

/** Opens our chat of a record over this page, or the record's own card where the host has no other way. */
export function openChat(record: RecordRef): Promise<void> {
  return inHost((found) => {
    if (found.openChat) found.openChat(record)
    else found.open(pathOf[found.name](record.type, record.id))
  })
}

/** Opens a page of the host beside the card, by its path. */
export function openInHost(path: string): Promise<void> {
  return inHost((found) => found.open(path))
}

async function inHost(act: (found: Host) => void): Promise<void> {
  try {
    act(await opening)
  } catch {
    toast({ text: words.states.noHost })
  }
}

const pathOf: Record<HostName, (type: string, id: string) => string> = {
  bitrix24: (type, id) => `/crm/${bitrix24Kind(type)}/details/${encodeURIComponent(id)}/`,
  dynamics365: (type, id) =>
    `/main.aspx?${new URLSearchParams({ pagetype: 'entityrecord', etn: tables[type] ?? type, id })}`,
}

/** Of what Dynamics calls otherwise. */
const tables: Record<string, string> = {
  deal: 'opportunity',
  company: 'account',
  case: 'incident',
}

/** Quotes, invoices and a portal's own kinds of record have their pages under a number. */
function bitrix24Kind(type: string): string {
  const [, own] = /^dynamic_(\d+)$/.exec(type) ?? []
  const number = own ?? { quote: '7', smart_invoice: '31' }[type]
  return number ? `type/${number}` : type
}
