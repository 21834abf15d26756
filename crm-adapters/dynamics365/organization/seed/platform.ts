/** Messages, forms and settings of the platform as they are on the first day. */
import { forms, formXml } from '../data/forms.ts'
import { company } from '../data/people.ts'
import { rights } from '../data/roles.ts'
import { guidNamed, guidOf } from '../ids.ts'
import type { Table } from '../tables/table.ts'
import { type Sowing, sow } from './sown.ts'

/** What a step can be registered on; the first three for every table of people, the others where they are named. */
const messages: Record<string, string[] | 'all'> = {
  Create: 'all',
  Update: 'all',
  Delete: 'all',
  GrantAccess: 'all',
  RevokeAccess: 'all',
  Merge: ['account', 'contact', 'lead', 'incident'],
  Win: ['opportunityclose'],
  Lose: ['opportunityclose'],
  QualifyLead: ['lead'],
}

export function sowPlatform(sowing: Sowing, organizationId: string, tables: Table[]): void {
  sow(sowing, 'organization', organizationId, {
    name: company,
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
  for (const { name } of tables) {
    for (const right of rights) {
      const called = `prv${right}${name.slice(0, 1).toUpperCase()}${name.slice(1)}`
      sow(sowing, 'privilege', guidNamed(`privilege/${called}`), { name: called })
    }
  }
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
