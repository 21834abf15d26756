import { guidOf } from '../../../crm-adapters/dynamics365/guid-of.ts'
import { webResources } from '../../../crm-adapters/dynamics365/solution.ts'

/** As the platform numbers kinds of web resources. */
const kinds: Record<string, number> = { html: 1, js: 3, svg: 11 }

const titles: Record<keyof typeof webResources, string> = {
  page: 'Dealthread: the chat’s page',
  pageScript: 'Dealthread: script of the chat’s page',
  home: 'Dealthread: my discussions',
  formScript: 'Dealthread: library for forms and commands',
  icon: 'Dealthread: icon of the side pane',
}

/** Its place in the archive: its name without what a file name may not have, and its id. */
export function fileOf(name: string): string {
  return `WebResources/${name.replaceAll(/[/.]/g, '')}${guidOf(name)}`
}

export function webResourceEntries(): string {
  return Object.entries(webResources)
    .map(([key, name]) => {
      const kind = kinds[name.split('.').at(-1) ?? '']
      return `
    <WebResource>
      <WebResourceId>{${guidOf(name)}}</WebResourceId>
      <Name>${name}</Name>
      <DisplayName>${titles[key as keyof typeof titles]}</DisplayName>
      <WebResourceType>${kind}</WebResourceType>
      <IntroducedVersion>0.1.0.0</IntroducedVersion>
      <IsEnabledForMobileClient>0</IsEnabledForMobileClient>
      <IsAvailableForMobileOffline>0</IsAvailableForMobileOffline>
      <IsCustomizable>1</IsCustomizable>
      <CanBeDeleted>1</CanBeDeleted>
      <IsHidden>0</IsHidden>
      <FileName>/${fileOf(name)}</FileName>
    </WebResource>`
    })
    .join('')
}
