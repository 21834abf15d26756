// Where the platform lets scripts and controls go. The app fills in how, once it has begun.
import { bare, mine } from './start.js'

let go = () => {}
export function travel(by) {
  go = by
}

export async function openForm({ entityName, entityId, openInNewWindow }) {
  const id = entityId && bare(entityId)
  if (openInNewWindow) openUrl(mine({ pagetype: 'entityrecord', etn: entityName, id }))
  else await go(entityName, id)
  return { savedEntityReference: [] }
}

/** A page of the app in place of the one that is shown. */
export async function navigateTo({ pageType, entityName, entityId, tabName }) {
  if (pageType !== 'entityrecord') throw new Error(`this app is not gone through by ${pageType}`)
  await go(entityName, bare(entityId), pageType, tabName)
}

export function openUrl(url) {
  window.open(url, '_blank', 'noopener')
}

export function openWebResource(name, _options, data = '') {
  openUrl(`/WebResources/${name}?data=${encodeURIComponent(data)}`)
}
