/**
 * Our own page in the site map of an app: an entry an administrator adds, by hand or by writing `sitemap.sitemapxml`.
 * docs: "SiteMap XML reference", "Passing parameters to a URL using the SiteMap".
 */
import { webResources } from './solution.ts'

const titles = { 1033: 'Discussions', 1049: 'Обсуждения', 1058: 'Обговорення' }

/** @param server origin of ours; empty where the solution was built for one. */
export function siteMapEntry(server: string): string {
  const data = server && `?data=${encodeURIComponent(`server=${encodeURIComponent(server)}`)}`
  const named = Object.entries(titles).map(([lcid, title]) => `<Title LCID="${lcid}" Title="${title}" />`)
  return (
    `<SubArea Id="dth_dealthread_home" Url="$webresource:${webResources.home}${data}" Icon="$webresource:${webResources.icon}"` +
    ` Client="All,Web" PassParams="true" AvailableOffline="false"><Titles>${named.join('')}</Titles></SubArea>`
  )
}
