/**
 * Names of what we bring into an organisation. They are in its columns, forms and scripts from the first import on, so
 * that none of them ever changes.
 */

/** Of the publisher; 2-8 letters and digits. */
export const prefix = 'dth'
/** Choice values of the publisher begin with it; 10000-99999. */
export const optionValuePrefix = 72_315

export const solutionName = 'Dealthread'
export const publisherName = 'dealthread'

/** The code component: where its class is, and what it is called. */
export const control = { namespace: 'Dealthread', className: 'CardChat' } as const
/** As forms and the solution name it. */
export const controlName = `${prefix}_${control.namespace}.${control.className}`

/** Of the control, in the order of its manifest. Some may be added; none is ever taken away or made required. */
export const properties = ['anchor', 'entityId', 'entityName', 'backendUrl', 'installationId'] as const

/** A column of text, empty for ever: a control has to be bound to some column to stand on a form. */
export const anchorColumn = `${prefix}_chatanchor`

export const tabName = `${prefix}_dealthread_tab`
export const sectionName = `${prefix}_dealthread_section`

export const webResources = {
  page: `${prefix}_/dealthread/card.html`,
  pageScript: `${prefix}_/dealthread/card.js`,
  /** Our own page, over all cards; it runs the script of the other. */
  home: `${prefix}_/dealthread/home.html`,
  formScript: `${prefix}_/dealthread/form.js`,
  icon: `${prefix}_/dealthread/icon.svg`,
} as const

/** On the form, of the web resource in the tab. */
export const webResourceControl = `WebResource_${prefix}_dealthread`

/** Of the role that our application user bears. */
export const roleName = 'Dealthread Service'

/** Of the pane at the side of the app. */
export const paneId = `${prefix}_dealthread`

/** Tables whose forms may bear the tab, with their primary keys. */
export const tables = {
  opportunity: 'opportunityid',
  lead: 'leadid',
  account: 'accountid',
  contact: 'contactid',
  incident: 'incidentid',
} as const

export type Table = keyof typeof tables
