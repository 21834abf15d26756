/**
 * The one place that looks for `Xrm`, the app's client API, outside of what we are handed. A control is not promised it, and
 * on-premises has no side panes: without it the chat works, and only shows no badge.
 */
import { paneId } from '../../../crm-adapters/dynamics365/solution.ts'

/** As much of `Xrm` as we use. */
export interface Xrm {
  Navigation: {
    openForm(form: { entityName: string; entityId: string; openInNewWindow: boolean }): Promise<unknown>
    /** On-premises, and of old, there is none. */
    navigateTo?(page: {
      pageType: 'entityrecord'
      entityName: string
      entityId: string
      tabName: string
    }): Promise<unknown>
    openUrl(url: string, options?: { height: number; width: number }): void
  }
  Utility: {
    lookupObjects(lookup: {
      entityTypes: string[]
      defaultEntityType: string
      allowMultiSelect: boolean
    }): Promise<{ id: string; name?: string }[] | null>
    getGlobalContext?(): { userSettings: { languageId: number } }
  }
  App?: { sidePanes?: SidePanes }
}

export interface SidePanes {
  getPane(id: string): Pane | undefined
  createPane(options: {
    paneId: string
    title: string
    imageSrc: string
    width: number
    canClose: boolean
    isSelected: boolean
    alwaysRender: boolean
    keepBadgeOnSelect: boolean
  }): Promise<Pane>
}

export interface Pane {
  /** A count; false for none. */
  badge: number | boolean
  navigate(page: { pageType: 'webresource'; webresourceName: string; data: string }): Promise<unknown>
}

export function xrm(): Xrm | undefined {
  return apiOf(window) ?? apiOf(window.parent)
}

function apiOf(page: Window): Xrm | undefined {
  try {
    return (page as { Xrm?: Xrm }).Xrm
  } catch {
    // Another origin's window: there is no client API for us.
    return undefined
  }
}

/** Shows how many messages wait at the side of the app, where our pane is. */
export function badgePane(count: number): void {
  const pane = xrm()?.App?.sidePanes?.getPane(paneId)
  if (pane) pane.badge = count || false
}
