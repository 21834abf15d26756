/**
 * Our own page in the site map of an app: an entry an administrator adds, by hand or through the wizard. Everything else of the map
 * stays as it is, to the letter; the platform writes attributes in an order of its own.
 * docs: "SiteMap XML reference", "Passing parameters to a URL using the SiteMap".
 */
import { webResources } from './solution.ts'

const titles = { 1033: 'Discussions', 1049: 'Обсуждения', 1058: 'Обговорення' }

/** @param server origin of ours; empty where the solution was built for one. */
export function siteMapEntry(server: string): string {
  const data = server && `?data=${dataOf(server)}`
  const named = Object.entries(titles).map(([lcid, title]) => `<Title LCID="${lcid}" Title="${title}" />`)
  return (
    `<SubArea Id="dth_dealthread_home" Url="$webresource:${webResources.home}${data}" Icon="$webresource:${webResources.icon}"` +
    ` Client="All,Web" PassParams="true" AvailableOffline="false"><Titles>${named.join('')}</Titles></SubArea>`
  )
}

/** Where a browser finds it in an organization, with or without an entry. docs: "Open forms, views, dialogs, and reports with a URL". */
export function homeAddress(origin: string, server: string): string {
  const data = `server=${encodeURIComponent(server)}`
  const page = { pagetype: 'webresource', webresourceName: webResources.home, data }
  return new URL(`/main.aspx?${new URLSearchParams(page)}`, origin).href
}

/** What people of an app have at its side, among what the wizard changes. */
export const MENU = 'menu'

const ours = /<SubArea\b(?=[^>]*\bId="dth_dealthread_home")(?:[^>]*\/>|[^>]*>[\s\S]*?<\/SubArea>)/i

/** The map with our page last in its first group; the entry that was there before is replaced. */
export function withEntry(siteMapXml: string, server: string): string {
  return withoutEntry(siteMapXml).replace('</Group>', () => `${siteMapEntry(server)}</Group>`)
}

export function withoutEntry(siteMapXml: string): string {
  return siteMapXml.replace(ours, '')
}

/** `old` leads to another server. */
export function entryIn(siteMapXml: string, server: string): 'there' | 'old' | 'none' {
  const [entry] = ours.exec(siteMapXml) ?? []
  if (!entry) return 'none'
  return entry.includes(`?data=${dataOf(server)}"`) ? 'there' : 'old'
}

const dataOf = (server: string) => encodeURIComponent(`server=${encodeURIComponent(server)}`)
