/** Installs the application at the local portal, as its administrator would, and lets its people have talked before. */
import type { LocalPortal } from '../../crm-adapters/bitrix24/portal/portal.ts'
import type { Running } from '../serve.ts'
import { letTalk } from './talk.ts'

const ADMIN = '1'

/** @param deals numbers of those the story has talk for */
export async function furnish(running: Running, portal: LocalPortal, { deals }: { deals: number[] }) {
  const { url, form } = portal.installForm(ADMIN)
  const installed = await fetch(url, { method: 'POST', body: new URLSearchParams(form) })
  if (!installed.ok)
    throw new Error(`The local portal could not install the application (${installed.status}).`)
  portal.finishInstallation()
  await running.parts.readPeople(portal.memberId)
  await letTalk(running, {
    company: portal.memberId,
    deals,
    person: (number) => number,
    deal: String,
  })
}
