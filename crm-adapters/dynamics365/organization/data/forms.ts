/** Main forms as they are before anybody puts a tab of ours on them. */
import { guidNamed } from '../ids.ts'

export interface Form {
  number: number
  table: string
  name: string
  /** One tab each: its label and the columns it shows. */
  tabs: { label: string; fields: string[] }[]
}

const TEXT_FIELD = '{4273EDBD-AC1D-40d3-9FB2-095C621B552D}'

export const forms: Form[] = [
  {
    number: 1,
    table: 'opportunity',
    name: 'Opportunity',
    tabs: [
      { label: 'Summary', fields: ['name', 'customerid', 'estimatedvalue', 'estimatedclosedate', 'ownerid'] },
      { label: 'Details', fields: ['description', 'originatingleadid'] },
    ],
  },
  {
    number: 2,
    table: 'opportunity',
    name: 'Sales Insights',
    tabs: [{ label: 'Summary', fields: ['name', 'estimatedvalue', 'ownerid'] }],
  },
  {
    number: 3,
    table: 'lead',
    name: 'Lead',
    tabs: [{ label: 'Summary', fields: ['subject', 'firstname', 'lastname', 'mobilephone', 'ownerid'] }],
  },
  {
    number: 4,
    table: 'account',
    name: 'Account',
    tabs: [{ label: 'Summary', fields: ['name', 'telephone1', 'address1_city', 'primarycontactid'] }],
  },
  {
    number: 5,
    table: 'contact',
    name: 'Contact',
    tabs: [{ label: 'Summary', fields: ['fullname', 'jobtitle', 'emailaddress1', 'mobilephone'] }],
  },
  {
    number: 6,
    table: 'incident',
    name: 'Case',
    tabs: [{ label: 'Summary', fields: ['title', 'ticketnumber', 'customerid', 'description', 'ownerid'] }],
  },
]

/** Form XML as the platform keeps it: a tab has columns, sections, rows and cells. */
export function formXml({ table, name, tabs }: Form): string {
  const id = (...words: string[]) => `{${guidNamed(['form', table, name, ...words].join('/'))}}`
  const label = (words: string) => `<labels><label description="${words}" languagecode="1033" /></labels>`
  const cell = (tab: string, field: string) =>
    `<row><cell id="${id(tab, field)}">${label(field)}<control id="${field}" classid="${TEXT_FIELD}" datafieldname="${field}" /></cell></row>`
  const drawn = tabs.map(
    (tab) =>
      `<tab name="${tab.label.toUpperCase()}_TAB" id="${id(tab.label)}" IsUserDefined="0" showlabel="true" expanded="true">` +
      `${label(tab.label)}<columns><column width="100%"><sections>` +
      `<section name="${tab.label.toUpperCase()}_SECTION" id="${id(tab.label, 'section')}" showlabel="false" showbar="false" columns="1">` +
      `${label(tab.label)}<rows>${tab.fields.map((field) => cell(tab.label, field)).join('')}</rows>` +
      `</section></sections></column></columns></tab>`,
  )
  return `<form><tabs>${drawn.join('')}</tabs></form>`
}
