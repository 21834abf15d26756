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

export function openUrl(url) {
  window.open(url, '_blank', 'noopener')
}

export function openWebResource(name, _options, data = '') {
  openUrl(`/WebResources/${name}?data=${encodeURIComponent(data)}`)
}
