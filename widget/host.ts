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

/** Loads the adapter of the page's host. To be called after the first paint: drawing needs none of it. */
export function openHost(bootstrap: Pick<Bootstrap, 'host' | 'portal'>): void {
  const connecting = connect(bootstrap)
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

/** `?theme=` of the page wins over the host; `auto` follows the system. Light until somebody says otherwise. */
export function followTheme(asked: string | null): void {
  if (asked === 'light' || asked === 'dark') themeIsAsked = true
  paint(asked === 'dark' ? 'dark' : 'light', 'asked')
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

async function connect({ host: name, portal }: Pick<Bootstrap, 'host' | 'portal'>): Promise<Host> {
  if (window.parent === window) throw new Error('the page is not in a frame')
  switch (name) {
    case 'bitrix24': {
      const { connectBitrix24 } = await import('../crm-adapters/bitrix24/host.ts')
      return connectBitrix24(portal)
    }
    case 'dynamics365':
      throw new Error('this host has no adapter yet')
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
export async function openRecord({ type, id }: RecordRef): Promise<void> {
  try {
    const found = await opening
    found.open(pathOf[found.name](type, id))
  } catch {
    toast({ text: words.states.noHost })
  }
}

const pathOf: Record<HostName, (type: string, id: string) => string> = {
  bitrix24: (type, id) => `/crm/${type}/details/${encodeURIComponent(id)}/`,
  dynamics365: (type, id) => `/main.aspx?${new URLSearchParams({ pagetype: 'entityrecord', etn: type, id })}`,
}
