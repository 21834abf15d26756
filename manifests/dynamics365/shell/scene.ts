import type { Door, FramedRecord, Look } from '../../../crm-adapters/dynamics365/frame.ts'

/** What the form shows right now. */
export interface Scene {
  /** Origin of our server; null when none is set, or what is set is none. */
  server: string | null
  /** Null as long as the record has not been saved, and on our own page. */
  record: FramedRecord | null
  /** BCP 47. */
  locale: string
  look: Look
  /** CSS pixels the place gives; null when the height is ours to choose. */
  height: number | null
  installation: string | null
  /** Of an organisation that shares its address with others. */
  organization: string | null
}

/** A scene with a page of ours in it. */
export type Shown = Scene & { server: string }

export function isShown(scene: Scene, door: Door): scene is Shown {
  return scene.server !== null && (scene.record !== null || door === 'home')
}

/** Where the scene's page is; the record is told through the port, so that another record needs no other address. */
export function addressOf(scene: Shown, door: Door): string {
  const query = new URLSearchParams({
    door,
    org: location.origin,
    lang: scene.locale,
    look: scene.look.theme,
  })
  if (scene.installation) query.set('installation', scene.installation)
  if (scene.organization) query.set('orgname', scene.organization)
  return `${scene.server}/dynamics/${door === 'home' ? 'home' : 'card'}?${query}`
}
