/** Messages, forms and settings of the platform as they are on the first day. */
import { forms, formXml } from '../data/forms.ts'
import { company, people } from '../data/people.ts'
import { ACT_FOR_OTHERS, IMPORT, MERGE, PUBLISH, rights } from '../data/roles.ts'
import { siteMapXml } from '../data/site-map.ts'
import { guidNamed, guidOf } from '../ids.ts'
import type { Table } from '../tables/table.ts'
import { type Sowing, sow } from './sown.ts'

/** What a step can be registered on; the first three for every table of people, the others where they are named. */
const messages: Record<string, string[] | 'all'> = {
  Create: 'all',
  Update: 'all',
  Delete: 'all',
  GrantAccess: 'all',
  ModifyAccess: 'all',
  RevokeAccess: 'all',
  Merge: ['account', 'contact', 'lead', 'incident'],
  Win: ['opportunityclose'],
  Lose: ['opportunityclose'],
  QualifyLead: ['lead'],
}

export function sowPlatform(sowing: Sowing, organizationId: string, tables: Table[]): void {
  sow(sowing, 'organization', organizationId, {
    name: company,
    languagecode: people[0]?.language ?? 1033,
    maxuploadfilesize: 5_242_880,
    expirechangetrackingindays: 7,
    iscontentsecuritypolicyenabled: false,
    contentsecuritypolicyconfiguration: null,
    contentsecuritypolicyreporturi: null,
  })
  const heard = tables.filter(
    ({ ownership, name }) => ownership === 'user' || ['systemuser', 'team'].includes(name),
  )
  for (const [name, on] of Object.entries(messages)) {
    const message = { table: 'sdkmessage', id: guidNamed(`message/${name}`) }
    sow(sowing, 'sdkmessage', message.id, { name })
    for (const table of on === 'all' ? heard.map((one) => one.name) : on) {
      sow(sowing, 'sdkmessagefilter', guidNamed(`message/${name}/${table}`), {
        name: null,
        primaryobjecttypecode: table,
        sdkmessageid: message,
      })
    }
  }
  for (const called of privilegesOf(tables)) {
    sow(sowing, 'privilege', guidNamed(`privilege/${called}`), { name: called })
  }
  sow(sowing, 'sitemap', guidOf('sitemap', 1), { sitemapname: 'Sales Hub', sitemapxml: siteMapXml })
  for (const form of forms) {
    sow(sowing, 'systemform', guidOf('systemform', form.number), {
      name: form.name,
      objecttypecode: form.table,
      type: 2,
      formactivationstate: 1,
      formxml: formXml(form),
      iscustomizable: {
        Value: true,
        CanBeChanged: true,
        ManagedPropertyLogicalName: 'iscustomizableanddeletable',
      },
    })
  }
}

/** Tables whose privileges are called by another name than theirs. */
const called: Record<string, string> = {
  systemuser: 'User',
  annotation: 'Note',
  activitypointer: 'Activity',
  businessunit: 'BusinessUnit',
  transactioncurrency: 'TransactionCurrency',
  opportunityproduct: 'OpportunityProduct',
  salesorder: 'SalesOrder',
  uom: 'UoM',
  appnotification: 'AppNotification',
}

function privilegesOf(tables: Table[]): string[] {
  const named = tables.map(({ name }) => called[name] ?? `${name.slice(0, 1).toUpperCase()}${name.slice(1)}`)
  return [
    ...named.flatMap((name) => rights.map((right) => `prv${right}${name}`)),
    ...[ACT_FOR_OTHERS, IMPORT, MERGE, PUBLISH],
  ]
}
