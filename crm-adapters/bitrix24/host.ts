/** The card's frame in Bitrix24, through its own SDK. Load it after the first paint: drawing needs none of it. */
import { initializeB24Frame, MessageCommands } from '@bitrix24/b24jssdk'
import type { Host } from '../port.ts'
import { entityTypeIdOf } from './kinds.ts'

const PATIENCE = 6_000
/** Pixels of the panel a chat opens in: wide enough for its three columns. */
const CHAT_WIDTH = 1200

/**
 * Greets the portal's page. `portalOrigin` is the one the server has verified; no other page is spoken to.
 * Throws when the frame is another's, or the portal's page stays silent for 6 s.
 */
export async function connectBitrix24(portalOrigin: string): Promise<Host> {
  // The SDK believes the frame's name, which whoever frames us may choose.
  if (framedBy(window.name) !== portalOrigin) throw new Error(`this frame is not one of ${portalOrigin}`)
  const frame = await soon(initializeB24Frame())
  if (frame.getTargetOrigin() !== portalOrigin) throw new Error(`this page is not one of ${portalOrigin}`)

  return {
    name: 'bitrix24',

    async fit(height) {
      const size = { width: '100%', height: Math.ceil(height), isSafely: true }
      const given: unknown = await frame.parent.message.send(MessageCommands.resizeWindow, size)
      return heightIn(given) ?? height
    },

    open(path) {
      const url = new URL(path, portalOrigin)
      if (url.origin !== portalOrigin) throw new Error(`not a page of the portal: ${path}`)
      // Portals show only some of their pages in a slider; the others open beside.
      frame.slider.openPath(url).catch(() => window.open(url, '_blank', 'noopener'))
    },

    openChat({ type, id }) {
      const entityTypeId = entityTypeIdOf(type)
      if (!entityTypeId) throw new Error(`Bitrix24 has no ${type}`)
      const options = { entityTypeId: String(entityTypeId), entityId: id, bx24_width: CHAT_WIDTH }
      // Answered when the panel is closed again, which nobody waits for.
      frame.slider.openSliderAppPage(options).catch(() => {})
    },

    async proof() {
      const minted = await frame.auth.refreshAuth()
      if (!minted) throw new Error('the portal gave no token')
      return minted.access_token
    },

    async selectPeople() {
      const chosen: unknown = await frame.dialog.selectUsers()
      return peopleIn(chosen)
    },

    // A portal tells its applications no theme, and its cards are light.
    onTheme(tell) {
      tell('light')
      return () => {}
    },
  }
}

function framedBy(name: string): string | undefined {
  const [domain, protocol] = name.split('|')
  const address = `${protocol === '1' ? 'https' : 'http'}://${domain}`
  return domain && URL.canParse(address) ? new URL(address).origin : undefined
}

function soon<T>(answer: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const silence = setTimeout(
      () => reject(new Error(`the portal did not answer within ${PATIENCE} ms`)),
      PATIENCE,
    )
    answer.then(resolve, reject).finally(() => clearTimeout(silence))
  })
}

function heightIn(size: unknown): number | undefined {
  if (typeof size !== 'object' || size === null || !('height' in size)) return undefined
  return Number(size.height) || undefined
}

// One person or a list of them, or a list written as a map.
function peopleIn(chosen: unknown): { id: string; name: string }[] {
  if (typeof chosen !== 'object' || chosen === null) return []
  const all: unknown[] = 'id' in chosen ? [chosen] : Object.values(chosen)
  return all.flatMap((one) =>
    typeof one === 'object' && one !== null && 'id' in one && 'name' in one
      ? [{ id: String(one.id), name: String(one.name) }]
      : [],
  )
}
