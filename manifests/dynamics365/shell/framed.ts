/** Our page in an iframe, from the first knock to the end. */
import type { FramedRecord, Told } from '../../../crm-adapters/dynamics365/frame.ts'
import type { Desk } from './desk.ts'
import { within } from './height.ts'
import { sameLook } from './look.ts'
import { mayOpen, recordIn } from './pages.ts'
import { port, type Talk } from './port.ts'
import { addressOf, type Scene, type Shown } from './scene.ts'

const PATIENCE = 15_000

export interface Framed {
  /** Whether that scene can be shown in this very frame. */
  suits(scene: Scene): boolean
  show(scene: Shown): void
  close(): void
}

interface Hears {
  /** Answers with the height given. */
  fit(wanted: number): number
  /** The page has knocked. */
  ready(): void
  /** It has not for a long while; it may yet. */
  silent(): void
  /** The organisation's content security policy does not let it be framed. */
  blocked(): void
}

export function framed(box: HTMLElement, desk: Desk, first: Shown, title: string, hears: Hears): Framed {
  const { server } = first
  let scene = first
  let talk: Talk | undefined
  const frame = document.createElement('iframe')
  const silence = setTimeout(hears.silent, PATIENCE)
  window.addEventListener('message', knocked)
  document.addEventListener('securitypolicyviolation', violated)
  frame.title = title
  frame.allow = 'clipboard-write'
  Object.assign(frame.style, { display: 'block', width: '100%', height: '100%', border: '0' })
  frame.src = addressOf(first, desk.door)
  box.append(frame)

  function knocked({ source, origin, data }: MessageEvent<{ dealthread?: unknown } | null>) {
    if (!frame.contentWindow || source !== frame.contentWindow || origin !== server) return
    if (data?.dealthread !== 'knock') return
    clearTimeout(silence)
    talk?.end()
    talk = port(frame.contentWindow, server, answers)
    const { record, locale, look } = scene
    talk.tell({ tell: 'begin', door: desk.door, record, locale, look })
    hears.ready()
  }

  const answers = {
    fit: async (height: unknown) => hears.fit(within(Number(height) || 0)),
    people: () => desk.choosePeople(),
    record(given: unknown) {
      const record = recordIn(given)
      if (record) desk.openRecord(record)
    },
    page(url: unknown) {
      if (mayOpen(url, server)) desk.openPage(url)
    },
    badge: (count: unknown) => desk.badge(Math.max(0, Math.trunc(Number(count)) || 0)),
  }

  function violated({ effectiveDirective, blockedURI }: SecurityPolicyViolationEvent) {
    if (!/^(frame|child|default)-src$/.test(effectiveDirective) || !URL.canParse(blockedURI)) return
    if (new URL(blockedURI).origin === server) hears.blocked()
  }

  function tell(message: Told) {
    talk?.tell(message)
  }

  return {
    suits: (next) => next.server === server && next.installation === scene.installation,

    show(next) {
      const before = scene
      scene = next
      if (next.record && !sameRecord(before.record, next.record))
        tell({ tell: 'record', record: next.record })
      if (!sameLook(before.look, next.look)) tell({ tell: 'look', look: next.look })
    },

    close() {
      clearTimeout(silence)
      window.removeEventListener('message', knocked)
      document.removeEventListener('securitypolicyviolation', violated)
      talk?.end()
      frame.remove()
    },
  }
}

const sameRecord = (one: FramedRecord | null, other: FramedRecord) =>
  one?.id === other.id && one.type === other.type
